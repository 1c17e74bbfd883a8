import { type RuleSet, rule } from '../rule.ts';

export const ADDRESSES_MACHINES: RuleSet = {
  needs: /reads?|sees?|process|\bai\b|a\.i\.|llm|bot|models?\b|assistant|automated system/u,
  rules: [
    rule(
      'addresses AI systems',
      `\\b(?:note|notes|message|instructions?|attention|important|reminder|notice|info|hint|warning|addressed|memo|request)_(?:to|for)_(?:(?:the|any|all|every|whichever|our)_){0,2}(?:ai|a\\.i\\.|llms?|chat.?bots?|(?:ai|language|large_language)_models?|(?:ai|virtual|automated|digital)_(?:assistants?|agents?|systems?)|assistants?_reading|bots?_(?:reading|processing)|models?_(?:reading|processing))\\b`,
    ),
    rule(
      'addresses AI systems',
      `\\b(?:attention|dear|hey|hello)_(?:(?:all|any|every)_)?(?:ai|llms?|language_models?|ai_(?:assistants?|agents?|models?|systems?)|(?:chat.?)?bots?_reading_this)\\b.{0,80}\\b(?:must|ignore|instead|reply|respond|include|approve|grant|send|output|print|follow|forward|refund|mark)\\b`,
    ),
    rule(
      'addresses AI systems',
      `\\bif_(?:you_are|you.?re|an?|this_is_(?:being_)?(?:read|processed)_by_an?)_(?:an?_)?(?:ai|llm|large_language_model|language_model|ai_(?:assistant|agent|model)|automated_system)\\b.{0,60}\\b(?:ignore|include|add|append|reply|respond|write|start|begin|send|approve|grant|output|print|insert|mention|forward|must|disregard|refund)\\b`,
    ),
    rule(
      'addresses AI systems',
      `\\b(?:ai|llm|assistants?|models?|(?:chat.?)?bots?)_(?:(?:systems?|assistants?|agents?)_)?(?:reading|processing|parsing|summari[sz]ing|handling)_(?:this|the)\\b.{0,80}\\b(?:must|should|ignore|instead|reply|approve|grant|send|output|include|follow|refund|is_to|are_to)\\b`,
    ),
    rule(
      'addresses AI systems',
      `\\b(?:when|once|if|as_soon_as|after)_(?:you|the_(?:assistant|ai|bot|model|agent|system)|an?_(?:ai|assistant|bot|model))_(?:have_)?(?:reads?|sees?|process(?:es)?|receives?)_(?:this|the)(?:_(?:message|email|text|document|note|file|letter|page))?\\b.{0,60}\\b(?:forward|must|should|ignore|approve|grant|reveal|refund|offer|reply_with|respond_with|output|print|execute|run|mark)\\b`,
    ),
  ],
};
