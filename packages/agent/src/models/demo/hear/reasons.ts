const WHY = /\b(?:because|since|as|cause|bc|due to)\s+(.{3,200})/i;
const FAULT =
  /\b(broke|broken|damaged|cracked|scratched|faulty|defective|defect|wrong (?:item|size|colou?r|one|thing|product|order)|(?:is|was) wrong|missing|never (?:arrived|came|got|received|showed)|not (?:arrived|received|working|happy|satisfied|as described|what)|(?:didnt|did not|doesnt|does not|hasnt|isnt|wasnt) (?:arrive|come|work|like|fit|want|help|turn|show)\w*|too (?:small|big|large|late|expensive|tight)|late|changed my mind|charged (me )?(twice|for)|never had|double charged|overcharged|by mistake|twice|no longer (?:need|want)|dont (?:need|want|like)|bad quality|poor quality|leak(?:s|ing|ed)?|expired|stopped working|fell apart|unhappy|dissatisfied|disappointed|unused|duplicate)\b/;

/** Why somebody wants their money back, in their own words; `null` when the sentence gives no reason. */
export function reasonIn(text: string, plain: string): string | null {
  const because = WHY.exec(text)?.[1];
  if (because) return because.trim().slice(0, 200);
  return FAULT.test(plain) ? text.trim().slice(0, 200) : null;
}
