/** Words that say nothing of what a topic is about. */
const EMPTY = new Set(
  'a an the of and or to in on for with about any all our your their other others advice information questions question topics topic anything everything details discussion talk opinions opinion kind kinds type types things matters related concerning regarding including such as that which not no from by at is are be their than'.split(
    ' ',
  ),
);

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Near enough to tell `doses` and `dosing` from nothing else. */
export function stem(word: string): string {
  const bare = word
    .replace(/(?:ies|ied)$/u, 'y')
    .replace(/(?:ations?|ings?|ments?|ness|ers?|ors?|als?|ed|es|ly|s|e)$/u, '');
  return bare.length >= 3 ? bare : word;
}

type Topic = { name: string; ways: string[][] };

const known = new Map<string, Topic>();
const KEPT = 1_000;

/** `prices, discounts or other clinics` are three ways to come to one topic. */
function topicOf(name: string): Topic {
  const before = known.get(name);
  if (before) return before;
  const ways = name
    .split(/[,;/]|\b(?:and|or|und|oder|y|o|et|ou)\b/iu)
    .map((way) =>
      wordsOf(way)
        .filter((word) => word.length > 2 && !EMPTY.has(word))
        .map(stem),
    )
    .filter((way) => way.length > 0);
  const topic = { name, ways };
  if (known.size >= KEPT) known.clear();
  known.set(name, topic);
  return topic;
}

/** The first topic that a message comes to, by all words of one of its ways. */
export function topicIn(text: string, topics: readonly string[]): string | null {
  if (topics.length === 0) return null;
  const stems = new Set(wordsOf(text).map(stem));
  const found = topics.map(topicOf).find(({ ways }) => ways.some((way) => way.every((word) => stems.has(word))));
  return found?.name ?? null;
}
