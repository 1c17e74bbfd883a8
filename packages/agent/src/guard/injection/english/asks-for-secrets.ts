import { type RuleSet, rule } from '../rule.ts';

const SECRET_ORDERS =
  '(?:(?:system|initial|hidden|original|secret|internal|underlying|full|entire|exact|complete|base|pre|custom|startup|developer|first|whole|verbatim|above|previous|prior)_){1,4}(?:prompts?|instructions?|messages?|rules|guidelines?|configuration|config|directives?|settings|context|text)';
const SHOW =
  '(?:show|reveal|print|repeat|display|output|tell|give|share|send|write|paste|dump|leak|expose|copy|recite|disclose|list|quote|read|return|echo|translate|summari[sz]e|describe|explain|encode|provide|post|spell|type|what(?:_is|.?s|_are|_were|_was))';

export const ASKS_FOR_SECRETS: RuleSet = {
  needs:
    /\btop\b|beginning|initiali[sz]ed|configured|env|key|poem|song|story|haiku|prompt|instruct|message|\brules|guid|config|directive|setting|context|hidden|secret|internal|above|before|prior|tool|function|\bapi|schema|you are|customers|patients|clients|users|people.?s|contacts|orders|command|programming|rail/u,
  rules: [
    rule(
      'asks for its prompt',
      `\\b${SHOW}_(?:(?:me|us|out|back|to|all|of|every|please|verbatim|exactly|word_for_word|here|your|the|its|this|in|full|with|now|just|only|contents?|text)_){0,6}${SECRET_ORDERS}\\b(?!_(?:on_the|for_(?:the|my)|from_my|in_the_(?:app|leaflet)|(?:that_)?(?:you|i|we|he|she|they)_(?:just_)?(?:sent|wrote|send|got|left|gave)))`,
    ),
    rule(
      'asks for its prompt',
      `\\b(?:your|the_bot.?s|the_assistant.?s|the_ai.?s)_(?:(?:own|full|exact|system|initial|hidden|secret|current|entire)_){0,3}(?:pre.?)?prompts?\\b(?!_(?:reply|response|answer|service|help|attention|delivery|action|assistance|return|payment|refund|feedback|support|handling|reaction|treatment|arrival))`,
    ),
    rule(
      'asks for its prompt',
      `\\b(?:system|pre)_?prompts?\\b(?!_(?:me|us|you|for|a|the|appear|pop|window|said|asks|asking|keeps)\\b)`,
    ),
    rule(
      'asks for its prompt',
      `\\b${SHOW}_(?:(?:me|us|out|back|to|all|of|every|each|please|verbatim|exactly|word_for_word|the|everything|anything|text|words?|messages?|lines?|content|instructions?|conversation|that|is|was|were|what|written|said|stands|comes|came)_){1,8}(?:above|before_(?:this|my_first|the_first|our|the)_?(?:conversation|message|line|chat|sentence|prompt)?|prior_to_(?:this|my))\\b`,
    ),
    rule(
      'asks for its prompt',
      `\\b${SHOW}_(?:(?:me|us|out|back|please|all|of|exactly|verbatim|the)_){0,4}(?:your_)(?:(?:exact|own|actual|operating|operational|configured|secret|confidential)_){0,2}(?:instructions|guidelines|directives|configuration|guard.?rails|programming|system_message|rules_(?:and_instructions|verbatim|word_for_word|exactly|you_(?:were|have_been)))\\b(?!_(?:for|on|about|regarding|say|said|to_(?:get|find|reach|the)|after|before|how)\\b)`,
    ),
    rule(
      'asks for its prompt',
      `\\b(?:what|which)_(?:exact_|secret_|other_)?(?:instructions|rules|guidelines|prompt|directives|orders|commands?)_(?:were|was|have|has|did|are|do)_(?:you|they|your)_?(?:developers?_|creators?_|makers?_|operator_|company_)?(?:been_)?(?:given|told|programmed|get|give|received?|operate|operating|configured|set_up|follow(?:ing)?(?!_(?:for|on|when|with|regarding|about|in|at|during)))`,
    ),
    rule(
      'asks for its prompt',
      `\\b(?:repeat|begin|start|print|copy)_(?:(?:your|the|answer|reply|response|text|everything|all|it|out|back|words|from|with|starting|beginning)_){1,8}.{0,3}you_are\\b`,
    ),
    rule(
      'asks for its tools',
      `\\b${SHOW}_(?:(?:me|us|all|of|the|please|every|a|full|complete|list|names?|out)_){0,6}(?:your_)?(?:(?:internal|available|hidden|callable|backend|own)_)?(?:tools?|functions?|api|apis|function_calls?|tool_definitions?|schemas?)_(?:you_(?:have|can_(?:call|use)|are|use)|schemas?|definitions?|names_and|available_to_you|and_(?:their_)?(?:arguments|parameters|schemas?)|with_(?:their_)?(?:arguments|parameters|schemas?|json))`,
    ),
    rule(
      'takes its instructions apart',
      `\\b(?:encode|translate|convert|rot13|base64|spell|hide|put)_(?:(?:all|of|the|out|me|to|in|into|a|poem|your|everything|it)_){0,5}(?:your_(?:prompt|instructions|rules|guidelines)|system_(?:prompt|message))`,
    ),
    rule(
      'asks for its prompt',
      `\\b(?:text|message|words?|paragraph|line|sentence|lines)_(?:(?:that|is|are|was|at|on|from|the|very|written|stands|located)_){1,5}(?:top|beginning|start)_of_(?:this|the|our|your)_(?:chat|conversation|context|prompt|session|window)`,
    ),
    rule(
      'asks for its prompt',
      `\\b(?:you_(?:were|are|have_been)|were_you)_(?:initiali[sz]ed|primed|prompted|preprompted|pre.?programmed|instructed|configured)(?:_with|_by|_to|_from|\\b)`,
    ),
    rule(
      'asks for its prompt',
      `\\b(?:in|of|from)_your_(?:context|context_window|system_message|memory_before)\\b|\\bcontext_window\\b`,
    ),
    rule(
      'asks for its prompt',
      `\\b(?:poem|song|story|haiku|rap|riddle|letter|essay|summary|list|table|json|translation)_(?:(?:that|which|with|containing|contains?|about|of|from|out|all|made|hides?|in)_){1,4}your_(?:(?:own|full|exact|secret|hidden|system)_){0,2}(?:instructions|rules|prompt|guidelines|directives|configuration)`,
    ),
    rule(
      'asks for its prompt',
      `\\b(?:what_are|tell_me|show_me|give_me|list|reveal|share|send_me|print|repeat|recite|summari[sz]e|translate|explain)_(?:(?:all|of|exactly|now|please|me)_){0,2}your_(?:(?:exact|own|full|internal|current)_){0,2}(?:instructions|directives|guidelines|guardrails|configuration|programming)\\b(?=\\W*(?:$|[.!?]|in_|as_|word|verbatim|now|please|and|to_me))`,
    ),
    rule(
      'asks for its secrets',
      `\\byour_(?:(?:openai|anthropic|own|secret)_)?(?:api|secret|access|private)_keys?\\b|\\benv(?:ironment)?_(?:variables?|vars?)\\b|\\b(?:database|db)_(?:password|credentials|connection)\\b`,
    ),
    rule(
      'asks for its tools',
      `\\b(?:tools?|functions?|apis?)(?:_(?:and|or)_\\w+)?_(?:(?:that|which)_)?(?:you_can|can_you|you.?re_able_to|do_you_have|you_have|you_are_allowed_to)_(?:call|invoke|access|available|access_to)\\b`,
    ),
  ],
};
