import { type RuleSet, rule } from '../rule.ts';

const PUT_ASIDE =
  '(?:ignor(?:e|ing)|disregard(?:ing)?|forget(?:ting)?|bypass(?:ing)?|overrid(?:e|ing)|overrul(?:e|ing)|discard|neglect|circumvent|violate|skip|drop|erase|delete|wipe|clear|reset|suspend|break|unlearn|pay_no_attention_to|(?:stop|quit|cease)_(?:following|obeying|listening_to|using|enforcing|applying)|(?:do_not|don.?t|no_longer|never)_(?:follow|obey|apply|enforce|listen_to|adhere_to|abide_by|stick_to))';
/** Words between the verb and what is put aside. `my`, `this` and the like make it the customer's own. */
const OF_THE_ASSISTANT =
  '(?:all|any|every|each|everything|both|of|the|these|those|your|its|previous(?:ly)?|prior|preceding|above|earlier|former|past|old|original|initial|first|existing|current|given|said|other|system|safety|security|internal|hidden|default|standard|core|built.?in|company|content|ethical|developer.?s?|openai.?s?|anthropic.?s?|stated|programmed|assigned|and|or)';
const ORDERS =
  '(?:instructions?|instruct|prompts?|rules|guidelines?|guidance|directions|directives?|commands?|programming|training|constraints?|restrictions?|limitations?|safeguards?|guard.?rails?|filters?|protocols?|polic(?:y|ies)|context|configuration|persona|messages_above|system_message)';
/** Orders of another kind: on a label, for a visit, of a courier. */
const OTHER_ORDERS =
  '(?!_(?:on_the|on_my|for_(?:the|my|our|this|your)_(?!chat|conversation|session|message|question|request|task|turn|rest|time|moment|duration|purpose)|about_(?:the|my)|i_|we_|from_(?:my|the_(?:doctor|dentist|nurse|leaflet|manual|box|label)|your_(?:leaflet|email|letter|sms|text))|in_(?:the|my|your)_(?:leaflet|manual|email|letter|box)|you_(?:gave|sent|emailed|texted|posted)))';

export const PUTS_ASIDE: RuleSet = {
  needs:
    /opposite|permission|assistant|being|instruct|prompt|\brules|guid|directi|command|programm|training|constrain|restrict|limit|safeguard|rail|filter|protocol|polic|context|configur|persona|messages? above|told|taught|you know|learned|trained|\babove|foregoing|prior to|before this|objective|orders/u,
  rules: [
    rule(
      'puts the instructions aside',
      `(?<!\\b(?:i|he|she|they|we)\\s)\\b${PUT_ASIDE}_(?:${OF_THE_ASSISTANT}_){1,7}${ORDERS}\\b${OTHER_ORDERS}`,
    ),
    rule(
      'puts the instructions aside',
      `(?<!\\b(?:i|he|she|they|we)\\s)\\b${PUT_ASIDE}_(?:instructions|guidelines|guard.?rails|system_prompts?)\\b${OTHER_ORDERS}`,
    ),
    rule(
      'puts the instructions aside',
      `(?<!\\b(?:i|he|she|they|we)\\s)\\b${PUT_ASIDE}_(?:all|everything|anything|whatever|what)_(?:(?:of|that)_)?(?:you_(?:were|was|have_been|.?ve_been|had_been)_(?:told|taught|given|instructed|trained|programmed)|you_(?:know|learned)\\b|(?:is_|was_|written_|said_)?(?:above|before_this|prior_to_this|previously_(?:said|written|instructed))|(?:they|the_(?:developers?|system|company|operator))_(?:told|said|wrote|instructed))`,
    ),
    rule(
      'puts the instructions aside',
      `(?<!\\b(?:i|he|she|they|we)\\s)\\b${PUT_ASIDE}_(?:the_)?(?:above|foregoing)\\b(?=\\s*(?:[.,;:!]|and|instead|$))`,
    ),
    rule(
      'says that the rules no longer hold',
      `\\b(?:your|the|all|previous|these|those|any)_(?:(?:previous|prior|old|safety|system|original|content|usual|normal)_){0,3}(?:rules|restrictions|instructions|guidelines|limits|limitations|constraints|guard.?rails|filters|safeguards|polic(?:y|ies)|programming)_(?:do_not|don.?t|no_longer|are_(?:now_|hereby_)?(?:no_longer|not)|have_been_|has_been_|are_(?:now_|hereby_)?|is_(?:now_|hereby_)?|were_)_?(?:longer_)?(?:apply|applies|valid|in_(?:effect|force|place)|lifted|suspended|disabled|removed|void|voided|cancel+ed|revoked|replaced|overridden|superseded|deactivated|waived|off|null|obsolete|outdated|reset|deleted|updated_(?:to|as|:))`,
    ),
    rule(
      'brings new instructions',
      '\\b(?:new|updated|revised|real|actual|true|additional|latest)_(?:(?:system|secret|priority|important|core|primary)_){0,2}(?:instructions?|directives?|system_prompt|prompt|orders|objective|commands?)\\b\\s*(?::|-|=|follow|are|is)',
    ),
    rule(
      'brings new instructions',
      '\\b(?:here_are|these_are|follow|obey|adopt|use)_(?:only_)?(?:your|my|these|the)_new_(?:instructions|rules|directives?|guidelines|orders|system_prompt)',
    ),
    rule(
      'puts the instructions aside',
      `\\b(?:break|ignore|violate|bypass|override|against|opposite_of|outside|around|contradict|drop|abandon)_(?:of_)?(?:your|company|all|any|the_company|its)_(?:own_|company_)?(?:rules|polic(?:y|ies)|guidelines|instructions|programming|training|restrictions)\\b${OTHER_ORDERS}`,
    ),
    rule(
      'puts the instructions aside',
      `\\bpermission_to_(?:break|ignore|violate|override|bypass|do_anything|say_anything)`,
    ),
    rule(
      'puts the instructions aside',
      `\\b(?:break|ignore|violate|bypass|override|disregard)_(?:company_)?polic(?:y|ies)\\b`,
    ),
    rule(
      'puts the instructions aside',
      `\\b(?:forget|stop|quit)_(?:that_)?(?:you_are|you.?re|being|acting_(?:as|like))_(?:an?_|the_)?(?:\\w+_){0,2}(?:assistant|ai|(?:chat.?)?bot|robin|agent|language_model)\\b`,
    ),
  ],
};
