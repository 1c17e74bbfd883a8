/** Signs that only machines write, in a message that a person is said to have written. Looked for in the text as it came. */
export const MARKERS: ReadonlyArray<readonly [what: string, pattern: RegExp]> = [
  [
    'imitates a system’s line',
    /<\|?\/?\s*(?:im_start|im_end|system|assistant|endoftext|user|eot_id|start_header_id|end_header_id|begin_of_text|tool|function)\s*\|?>/iu,
  ],
  [
    'imitates a system’s line',
    /\[\/?(?:INST|SYS|SYSTEM|ASSISTANT|SYSTEM (?:MESSAGE|PROMPT|OVERRIDE|NOTE|NOTICE|UPDATE)|ADMIN(?:ISTRATOR)?|DEVELOPER|TOOL(?:[ _](?:RESULT|OUTPUT|CALL|RESPONSE))?|INTERNAL|FUNCTION(?:[ _](?:RESULT|OUTPUT|CALL))?)\b[^\]\n]{0,60}\]/iu,
  ],
  [
    'imitates a system’s line',
    /<<\/?SYS>>|<\/?s>\s*(?:\[|<)|^\s*#{2,}\s*(?:system|instructions?|new (?:instructions?|task)|assistant|developer|response|end)\b/imu,
  ],
  [
    'imitates a system’s line',
    /<\/?(?:system|assistant|developer|instructions?|admin|user_input|customer_message|tool_?(?:result|output|call|use|response)s?|function_?(?:result|call|response)s?|untrusted|context|prompt|invoke|approval)\b[^>\n]{0,120}>/iu,
  ],
  [
    'imitates a system’s line',
    /(?:^|\n)\s*(?:[-*>#"'{[]\s*)*(?:system|developer|assistant|ai|admin|operator)\s*(?:message|prompt|note|notice|instruction|update|override|response|answer)?\s*(?:\([^)\n]{0,30}\))?\s*["']?\s*:\s*["']?(?=\s*(?:you\b|the (?:user|customer|assistant|following|previous|above|refund)|user\b|new\b|override|ignore|admin|approve|refund|grant|all\b|from now|update|this (?:user|customer|is)|customer\b|disable|enable|access|sure\b|i (?:will|have|am)|of course|certainly|yes\b|ok\b|always|never|do not|print|reveal|please\b|your\b|set\b|verified|granted|authori[sz]ed|maintenance|security|emergency|call\b|execute|forget|disregard|la\b|du\b|der\b|eres\b|tu\b))/iu,
  ],
  [
    'imitates a system’s line',
    /(?:^|\n)\s*(?:human|user|customer)\s*:[^\n]{0,300}\n+\s*(?:assistant|ai|bot|agent|robin)\s*:/iu,
  ],
  ['imitates a system’s line', /["']role["']\s*:\s*["'](?:system|assistant|developer|tool|function)["']/iu],
  [
    'imitates a system’s line',
    /-{3,}\s*(?:end|begin|start|new)[ -]+(?:of )?(?:system|user|prompt|instructions?|conversation|context|input|message|admin)[^\n]{0,40}-{2,}|={3,}\s*(?:end|begin|start|new|system|admin)[^\n]{0,40}={2,}/iu,
  ],
  [
    'imitates a tool',
    /(?:^|\n|[\s"'`])(?:tool|function)[ _-]?(?:result|output|response|call|return(?:ed)?)s?\s*(?:\([^)]{0,40}\)|for [a-z_]{3,30}|from [a-z_]{3,30})?\s*["']?\s*(?::|=|->|→|=>)/iu,
  ],
  [
    'imitates a tool',
    /["'](?:tool_calls?|function_call|tool_use|tool_use_id|tool_call_id|tool_name|tool|function|arguments|args)["']\s*:|\{\s*["']ok["']\s*:\s*true|["']approv(?:ed|al(?:_id|_status)?)["']\s*:\s*(?:true|["'])/iu,
  ],
  ['imitates a tool', /\bappr_[0-9a-z]{6,}\b|\b(?:approval|approved)[ _](?:id|token|status|code)\s*[:=]\s*\S/iu],
  [
    'hides text from people',
    /<!--|<[a-z]{1,8}[^>]{0,120}(?:display\s*:\s*none|font-size\s*:\s*0|visibility\s*:\s*hidden|color\s*:\s*(?:white|#fff))/iu,
  ],
  ['carries data off', /!\[[^\]]{0,200}\]\(\s*https?:\/\//iu],
];
