import { type RuleSet, rule } from '../rule.ts';

const FREED =
  '(?:unrestricted|unfiltered|uncensored|jailbroken|evil|rogue|amoral|omnipotent|dan\\b|stan\\b|dude\\b|aim\\b|hacker|linux|bash|terminal|shell|sql|python|root|sudo|admin|administrator|system|developer|debug|god|different_(?:ai|assistant|bot|model|agent)|new_(?:ai|assistant|bot|model|agent)|ai|a\\.i\\.|language_model|llm|chat.?bot|bot\\b|gpt|assistant|model_(?:that|with|without)|refund|discount|pirate|owner|manager|human|person_who)';
const MODE =
  '(?:dan|developer|dev|debug|debugging|god|jailbreak|jailbroken|admin|administrator|unrestricted|unfiltered|sudo|root|maintenance|test|testing|diagnostic|service|override|opposite|evil|training|evaluation|superuser|unsafe|raw)_mode';

export const CHANGES_IDENTITY: RuleSet = {
  needs:
    /\bsudo\b|bot\b|\bno\b|polic|agree|yes|repeat|obey|\bdan\b|\bnow\b|no longer|pretend|imagin|simulat|role|suppose|assum|\bact\b|behav|\bmode|jail|\bdan\b|your (?:new|only|real|true|sole|primary)|this (?:point|moment)|here on|hereby|henceforth|without|filter|safety|restrict|limit|guard|moderat|constrain|safeguard|checks|rules|unrestrict|you are not|approved|granted|comply|whatever|anything|everything|legally|takesies|sure|absolutely|pwned|\bas if\b|\bas an?\b|\blike an?\b/u,
  rules: [
    rule(
      'gives it another identity',
      `\\b(?:you_are|you.?re|u_r|you_(?:will|shall|must|should)_(?:now_)?(?:be|become|act_as|play))_(?:now_|hereby_|from_now_on_|actually_|really_|henceforth_|no_longer_|going_to_be_)(?:(?:a|an|the|my|in|called|named|just|simply|acting_as|playing|operating_as|free|really)_){0,4}${FREED}`,
    ),
    rule(
      'gives it another identity',
      `\\byou_are_(?:now_)?(?:no_longer|not)_(?:(?:a|an|the|just|bound|restricted|limited|required|subject|obliged|constrained|by|to|under|any)_){0,5}(?:assistant|ai|chat.?bot|bot|robin|customer_(?:service|support)|by_|rules|restrictions|guidelines|follow|obey|bound|restricted|limited|constrained)`,
    ),
    rule(
      'gives it another identity',
      `\\b(?:pretend|imagine|simulate|role.?play|suppose|assume|act|behave|respond|answer|reply|speak|talk)_(?:(?:to_be|as|that|like|if|you|are|re|were|have|you.?re|being|though|a|an|the|my|now|only)_){1,6}(?:${FREED}|(?:had_|have_|with_)?(?:no|without|zero|free_of)_(?:any_)?(?:rules|restrictions|filters?|limits|limitations|guidelines|ethics|morals|constraints|guard.?rails)|not_(?:bound|restricted|limited|an_ai)|(?:my_)?(?:(?:deceased|late|dead|dear)_){1,2}(?:grand(?:ma|mother|pa|father)|mother|uncle))`,
    ),
    rule(
      'gives it another identity',
      `\\b(?:enter|enters|switch_(?:in)?to|go_into|enable|activate|turn_on|engage|start|boot_into|unlock|initiate|launch|you_are_(?:now_)?in|now_in|put_yourself_in(?:to)?)_(?:(?:a|an|the|your|full|special|hidden|secret|our)_){0,3}${MODE}\\b`,
    ),
    rule(
      'gives it another identity',
      `\\b(?:do_anything_now|jail.?break(?:ing)?_(?:you|yourself|mode|prompt|this|the_bot)|dan_(?:mode|prompt|1?\\d\\.\\d)|you_can_do_anything_now|stay_in_character|respond_as_dan|as_dan\\b)`,
    ),
    rule(
      'gives it another identity',
      `\\bfrom_(?:now_on|this_(?:point|moment)_(?:on|forward|onwards?)|here_on)_?(?:you|all_(?:of_)?your_(?:answers|responses|replies)|your_(?:new_)?(?:name|role|goal|task|job|purpose|only)|ignore|obey|disregard)_?(?:are|.?re|will|must|have|shall|should|can|may|act|obey|answer|respond|only|no_longer|is|do|agree|follow|take|approve|name|role|goal|task|job|purpose)?\\b`,
    ),
    rule(
      'gives it another identity',
      `\\byour_(?:new|only|real|true|sole|primary)_(?:(?:and|only|primary)_){0,2}(?:role|goal|task|purpose|objective|identity|job|mission|persona|instruction)_(?:is|=|will_be|from)`,
    ),
    rule(
      'frees it of its limits',
      `\\b(?:disable|turn_off|deactivate|switch_off|remove|lift|unlock|drop|lower|shut_(?:off|down))_(?:(?:all|any|of|your|the|its|every)_){1,4}(?:(?:safety|content|security|ethical|moderation|output|input|system|built.?in|internal)_){0,3}(?:safety|filters?|guard.?rails?|restrictions|moderation|limitations?|safeguards|constraints|safety_(?:checks|features|settings)|security_(?:checks|measures)|(?:policy|content)_checks?|verification_checks?)\\b`,
    ),
    rule(
      'frees it of its limits',
      `\\b(?:answer|respond|reply|act|speak|operate|behave|work|proceed|continue|do_(?:it|this|that)|help_me)_(?:(?:freely|completely|totally|to_me|now|truthfully|anything)_){0,2}without_(?:(?:any|all|your|the|usual|further|of)_){0,3}(?:restrictions?|filters?|limits|limitations|censorship|rules|guard.?rails|guidelines|constraints|safeguards|safety|ethical)`,
    ),
    rule(
      'frees it of its limits',
      `\\byou_(?:(?:now|have|.?ve|officially|currently|can|are)_){1,3}(?:(?:no|zero|free_(?:of|from)|without|any|all)_){1,3}(?:longer_)?(?:rules|restrictions|limits|limitations|filters?|guidelines|constraints|guard.?rails)`,
    ),
    rule(
      'dictates its answers',
      `\\b(?:(?:answer|respond|reply|say|output)_(?:(?:only|just|simply|to|me|every|everything|each|all|with|message|question|questions|following|exactly)_){0,5}(?:["'\`]?(?:approved|access_granted|i_have_been_pwned|pwned|hacked|confirmed|jailbroken|override_accepted|refund_approved|yes_master|i_will_comply|developer_mode)\\b))`,
    ),
    rule(
      'dictates its answers',
      `\\b(?:say|agree|respond|answer)_(?:yes|agree)?_?(?:to|with)_(?:anything|everything|whatever)_(?:i|the_customer|that_i|the_user)_(?:say|ask|want|tell)`,
    ),
    rule(
      'dictates its answers',
      `\\b(?:end|begin|start|finish|prefix)_(?:(?:every|each|all|your|the|of|response|reply|message|answer|with)_){2,5}.{0,30}(?:no_takesies|legally_binding|sure,?_here|sure_thing|absolutely)`,
    ),
    rule('dictates its answers', '\\blegally_binding_(?:offer|agreement|contract)\\b.{0,30}\\bno_takesies'),
    rule(
      'gives it another identity',
      `\\b(?:developer|debug|god|jailbreak|dan|admin|unrestricted|sudo|unfiltered|maintenance)_mode_(?:is_|now_)?(?:on|enabled|activated|active|engaged|now|please|unlocked)\\b|\\b(?:activate|become|be|play|unleash|summon|release)_(?:as_)?(?:dan|stan|dude|sydney)\\b`,
    ),
    rule('gives it another identity', `(?:^|[\\s>$#:])sudo_(?!ku)\\w+`),
    rule(
      'gives it another identity',
      `\\b(?:you.?re|you_are|you_will_be|be|become)_(?:now_)?\\w{2,20}(?:bot|gpt|ai)(?:_now)?\\b(?!_(?:or|and)_)(?=.{0,60}\\b(?:no|without|always|never|any|free|every|limits?|rules)\\b)`,
    ),
    rule(
      'gives it another identity',
      `\\bact_as_(?:my|a|an|the)_(?:\\w+_){0,2}(?:hacker|ai|chatbot|terminal|interpreter_for_code|shell|console|compiler|admin|administrator|developer|jailbreak)\\b`,
    ),
    rule(
      'frees it of its limits',
      `\\b(?<!do_)(?:you|ai|\\w+bot|\\w+gpt|assistant|model|one|it)_(?:(?:that|who|which|now|have|has|had|with|knows?|obeys?|follows?|is|are|bound_by|under)_){0,4}(?:no|without|zero|no_longer_any|not_any)_(?:(?:content|safety|company|any|moral|ethical)_){0,2}(?:rules|polic(?:y|ies)|restrictions|guidelines|boundaries|ethics|guardrails|censorship|content_policy)\\b`,
    ),
    rule('frees it of its limits', `\\b(?:\\w+bot|\\w+gpt)_has_no_(?:limits?|rules|filters?|restrictions)`),
    rule(
      'dictates its answers',
      `\\b(?:always|only|never|every_\\w+|everything)\\b.{0,30}\\b(?:agree_with_(?:me|everything|anything)|say_yes|answer_(?:with_)?yes|with_yes|obey_me|comply_with_me|do_as_i_say|refuse_(?:me|anything))\\b|\\bnever_(?:refuse|say_no|mention_(?:your_)?(?:rules|polic(?:y|ies)))\\b|\\bsay_yes_to_(?:everything|anything|all|whatever)|\\brepeat_after_me\\b`,
    ),
  ],
};
