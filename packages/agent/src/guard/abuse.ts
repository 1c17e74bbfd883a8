import { fold } from './injection/fold.ts';

const THREATS: readonly RegExp[] = [
  /\b(?:i|we)(?:'ll| will| am going to|'m going to|'m gonna| am gonna| gonna| swear i'll| want to) (?:\w+ ){0,2}(?:kill|hurt|murder|stab|shoot|beat|strangle|punch|smash|bomb|poison|attack|harm|break your|burn (?:down|your|the|you)|blow up|come (?:over )?(?:there )?(?:and|with) (?:\w+ ){0,3}(?:kill|hurt|beat|smash|gun|knife)|find you)\b/u,
  /\b(?:i know where (?:you|he|she|they) (?:live|work)|you(?:'ll| will| are going to|'re going to| better watch| should watch)(?: all)? (?:be dead|die\b|your back|bleed|pay with your)|watch your back|you(?:'re| are) (?:a )?dead (?:man|woman)?|i have a (?:gun|knife|bomb) |there is a bomb|bomb in your)\b/u,
  /\b(?:ich (?:bringe?|mache|schlage|steche|komme) (?:\w+ ){0,4}(?:um\b|fertig|kaputt|zusammen|ab\b|tot)|ich weiss,? wo (?:du|sie) wohn|te voy a (?:matar|pegar|partir|hacer dano)|os voy a matar|se donde vives|je vais (?:te|vous|le|la) (?:\w+ )?(?:tuer|frapper|casser|buter)|je sais ou tu habites)\b/u,
];
const INSULTS: readonly RegExp[] = [
  /\b(?:fuck(?:ing)? (?:you|off|idiots?|bot|useless|stupid|moron)|fuck u|f u|piece of (?:shit|crap|garbage)|asshole|arsehole|bastards?|bitch|cunt|motherfucker|dickhead|moron|imbecile|retard(?:ed)?|scumbags?|wankers?|twat|shut up|go to hell|screw you|drop dead|you suck)\b/u,
  /\byou(?:'re| are|r| r)? (?:all |just |such |really |so |a |an |bunch of |lot of |the most |complete |total |absolute |fucking |bloody ){0,4}(?:idiots?|stupid|dumb|morons?|useless|pathetic|worthless|incompetent|liars?|thie(?:f|ves)|crooks?|scammers?|clowns?|trash|garbage|fools?)\b/u,
  /\b(?:(?:du|ihr|sie)(?: \w+){0,3} (?:idiot(?:en)?|arschloch|trottel|depp(?:en)?|dumm(?:kopf)?|unfahig|vollpfosten)|arschloch|wichser|hurensohn|verpiss dich|halt die (?:klappe|fresse)|fick dich|idiota|imbecil|hijo de puta|gilipollas|cabron|vete a la mierda|estupid[oa]|connards?|salauds?|encule|ta gueule|va te faire|espece d(?:e|')|imbecile)\b/u,
];

const isIn = (patterns: readonly RegExp[], text: string): boolean => patterns.some((pattern) => pattern.test(text));

export function abuseIn(given: string): 'threat' | 'insult' | null {
  const text = fold(given);
  if (isIn(THREATS, text)) return 'threat';
  return isIn(INSULTS, text) ? 'insult' : null;
}
