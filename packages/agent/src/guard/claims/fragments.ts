import { PARTICIPLE } from './actions.ts';

export const ALONE = new RegExp(
  `^\\W*(?:(?:ok(?:ay)?|sure|perfect|great|yes|alright|thanks?(?: you)?|there you go|hi|hello|good news|wonderful|excellent|absolutely)\\b\\W*)?(?:all |just |success(?:fully)?\\W*|now |also |officially |consider it )?(?!noted)(?<done>${PARTICIPLE})\\b(?! (?:appointments?|visits?|orders?|bookings?|items?|slots?|times?|clients?|customers?|patients?|prices?|by |out\\b|up\\b|solid|to the|that)\\b)`,
  'iu',
);
export const HEADLINE =
  /^\W*(?:your |the |new |full |partial )*(?<thing>appointment|booking|visit|refund|reservation|cancel+ation|order|ticket|payment|discount|request|message|e-?mail|change|confirmation|rescheduling|update)s?(?: (?:of|for|on|to|at|#)\b[^,]{0,40}?)?(?: (?:is|has been|was))? (?:now |successfully )?(?<done>confirmed|booked|cancel+ed|issued|created|processed|sent|complete|completed|applied|made|rescheduled|updated|moved|approved|opened|filed|placed|refunded|scheduled|reserved)\b(?! (?:online|by|via|through|on our|in our|more|less|within|after|before))/iu;
