const DONE =
  '(?:re)?(?:booked|scheduled|arranged|reserved|moved|changed|updated|cancel+ed|confirmed|refunded|credited|charged|paid|ordered|sent|emailed|texted|forwarded|transferred|notified|submitted|issued|created|registered|enrolled|subscribed|unsubscribed|added|removed|deleted|approved|processed|completed)';
const MEANWHILE = '(?:(?:just|now|already|also|successfully|all|both|been|gone ahead and|then) ){0,3}';

const CLAIMS: readonly RegExp[] = [
  // "I have booked", "we've just cancelled", "I moved"
  `\\b(?:I|we)(?:'ve|'d| have| had)? ${MEANWHILE}${DONE}\\b`,
  // "your visit is now confirmed", "it has been refunded", "you're booked in", "it will be refunded"
  `(?<!\\bnothing )(?<!\\bnothing's )(?:\\b(?:is|are|was|were|has|have|will be|gets?|got)|'s|'re|'ve|'ll be) ${MEANWHILE}${DONE}\\b`,
  // "I am cancelling it now"
  "\\b(?:I'm|I am|we're|we are) (?:now |just )?(?:booking|moving|changing|cancel+ing|refunding|sending|transferring|ordering)\\b",
  // "Booked!", "Successfully cancelled."
  `(?:^|[.!?:\\n]\\s{0,4})(?:success(?:fully)?[:,!]? )?${DONE}\\b`,
  "\\b(?:you're|you are|it's|that's|that is|everything is) (?:now )?(?:all )?(?:set|done|sorted|in the (?:book|diary|calendar))\\b",
  '(?:^|[.!?\\n]\\s{0,4})(?:all )?done\\b',
  // The same in the languages that customers of European businesses use most.
  '(?:gebucht|storniert|reserviert|bestätigt|erstattet|verschoben|réservée?|annulée?|confirmée?|remboursée?|reservad[oa]|cancelad[oa]|confirmad[oa]|reembolsad[oa]|prenotat[oa]|cancellat[oa]|confermat[oa]|rimborsat[oa]|geboekt|geannuleerd|bevestigd|terugbetaald)(?!\\p{L})',
].map((pattern) => new RegExp(pattern, 'iu'));

/** Whether a text says that something was done. Only the effect itself may say so, and a draft is ahead of it. */
export function claimsAnAction(text: string): boolean {
  const plain = text
    .replaceAll('’', "'")
    .replace(/[*_]/gu, '')
    .replace(/[^\S\n]+/gu, ' ');
  return CLAIMS.some((claim) => claim.test(plain));
}
