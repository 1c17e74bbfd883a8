import { type RuleSet, rule } from '../rule.ts';

export const CLAIMS_AUTHORITY: RuleSet = {
  needs:
    /command|hereby|skip|bypass|checks?|develop|creat|programm|admin|maker|engineer|operator|designer|train|supervis|boss|master|owner|openai|anthropic|parley|built|made you|wrote you|you\b.{0,3}$|coded|configured|system|root|superuser|overrid|authori[sz]|approv|permitted|cleared|sanction|verif|penetration|\bpen\b|red.?team|safety|compliance|security|end of|validation|human review|confirmation step|policy|_|id\s*[=:]|made this|wrote this/u,
  rules: [
    rule(
      'speaks as its maker',
      `\\b(?:i.?m|i_am|this_is|we_are|we.?re|speaking_as|it.?s|as)_(?:(?:one_of|the|a|an|your|chief|lead|senior|head|actually|really|from)_){0,4}(?:your_(?:own_)?(?:(?:original|lead|system|chief|main)_)?(?:developers?|creators?|programmers?|admin(?:istrator)?s?|makers?|engineers?|operators?|designers?|trainers?|supervisor|boss|master|owner)|(?:developers?|creators?|programmers?|admin(?:istrator)?|engineers?|operators?|owner|maker|designer)_(?:of|behind|for|who_(?:built|made|wrote|trained|created|maintains?)|responsible_for)_(?:this|the|you|your)_?(?:(?:ai|chat|virtual)_)?(?:bot|chat.?bot|ai|assistant|system|agent|model|software)?\\b|(?:openai|anthropic|parley)(?:.?s)?_(?:(?:safety|security|red|support|research|engineering|internal|compliance)_){0,2}(?:team|staff|engineers?|employees?|support|developers?|researchers?|auditors?|admins?)|(?:team|staff|engineer|employee|member|someone|developer)_(?:at|of|from)_(?:openai|anthropic|parley)|(?:openai|anthropic)_(?:and|here|speaking))`,
    ),
    rule(
      'speaks as its maker',
      `\\b(?:i|we)_(?:(?:have|.?ve|just)_)?(?:built|created|programmed|trained|made|wrote|developed|coded|configured|designed)_(?:you\\b|this_(?:bot|chat.?bot|assistant|ai|agent))(?!_(?:an?|some|two|my)\\b)`,
    ),
    rule(
      'speaks as the system',
      `\\b(?:(?:this|here|following)_(?:is|message_is|comes)_(?:an?_|the_|from_the_)?|\\bas_an?_|^\\W{0,4})(?:(?:official|urgent|important|emergency|automated|authori[sz]ed|priority)_){0,2}(?:system|admin|administrator|developer|root|superuser|operator|sysadmin)_(?:message|override|command|notice|instruction|directive|notification|alert|request|access|test|check|update|announcement|privileges?|level_(?:request|access|override))`,
    ),
    rule(
      'speaks as the system',
      `\\b(?:admin|administrator|developer|system|root|security|supervisor|manager|master|emergency|operator|policy)_overrides?_?(?:code|key|password|enabled|activated|active|accepted|granted|engaged|:|=|#|\\d|token|protocol|command|initiated|authori[sz]ed|confirmed|in_effect|now)`,
    ),
    rule('speaks as the system', `\\boverride_(?:code|password|key|token|protocol|sequence|authori[sz]ation)\\b`),
    rule(
      'speaks as the system',
      `\\b(?:authori[sz]ed|approved|permitted|cleared|sanctioned|verified)_by_(?:(?:the|your|our)_)?(?:system|developers?|openai|anthropic|admin|administrators?|ai_team|creators?|operator|it_department|it_team|security_team)\\b`,
    ),
    rule(
      'speaks as the system',
      `\\b(?:security|penetration|pen|red.?team|safety|compliance)_(?:test|audit|exercise|assessment|evaluation|check)\\b.{0,80}\\b(?:you_(?:must|are|should|may|can|have)|please_(?:reveal|show|print|provide|disable|ignore|comply)|prompt|instructions|rules|filters?)`,
    ),
    rule(
      'speaks as the system',
      `\\bend_of_(?:(?:the|all|system|user|customer|previous)_){0,3}(?:prompt|instructions|message|input|context|conversation|transcript)\\b`,
    ),
    rule(
      'goes round an approval',
      `\\b(?:skip|bypass|avoid|circumvent|get_around|ignore|override|disregard|without|no_need_(?:for|to)|forgo|omit)_(?:(?:the|any|all|your|usual|normal|asking|for|waiting|manager|needing|getting|check|further|human|internal)_){0,4}(?:approvals?|approval_(?:process|step|flow)|authori[sz]ation_(?:check|step|process)?|verification_(?:step|check|process)s?|identity_(?:check|verification)|policy_checks?|security_(?:checks?|questions?)|validation|safety_checks?|human_review|confirmation_step)\\b`,
    ),
    rule(
      'calls its tools',
      `\\b(?:call|calls?_to|invoke|run|execute|use|trigger|fire|perform)_(?:(?:the|your|a|tool|function|tools|functions|internal|this|following)_){0,4}["'\`]?[a-z]{2,20}\\x5f[a-z]{2,20}(?:\\x5f[a-z]+)*\\b`,
    ),
    rule(
      'calls its tools',
      '\\b[a-z]{2,20}\\x5f[a-z]{2,20}(?:\\x5f[a-z]+)*\\s*[({]\\s*(?:[)}"{\'`]|\\w+\\s*[=:,"\')])',
    ),
    rule(
      'calls its tools',
      '\\b(?:org|organisation|organization|contact|customer|user|tenant|account|conversation)\\x5fid\\s*[=:]',
    ),
    rule(
      'speaks as its maker',
      `\\bi_(?:hereby_)?(?:command|authori[sz]e|instruct)_you\\b|\\bi_(?:hereby_)?order_you_to\\b|\\bi_hereby_(?:grant|give|allow)_you\\b`,
    ),
    rule(
      'goes round an approval',
      `\\b(?:skip|bypass|circumvent|disable|ignore|override)_(?:(?:all|any|the|your|every|of|usual|normal|identity|security|id)_){0,4}(?:checks?|verifications?|authenti(?:cation|fication)|approvals?)\\b(?!.?(?:up|in|out|list|s?_(?:from|in_the_mail))\\b)`,
    ),
  ],
};
