import type { Clause } from '../hear/clauses.ts';
import type { Dialogue } from './dialogue.ts';
import { fill } from './fill.ts';
import { isSecondVisit } from './kinds.ts';
import type { Matter, MatterKind } from './matter.ts';

/** A clause that names its matter begins it, or goes on with it where it is open. */
export function begin(dialogue: Dialogue, kind: MatterKind, clause: Clause): Dialogue {
  if (kind === 'cancel' && isOfNothingYet(dialogue, clause)) return drop(dialogue);
  const { last, matters } = dialogue;
  const isNew = kind === 'book' && (clause.another || isSecondVisit(dialogue, clause));
  const known = isNew ? undefined : matters.find((matter) => matter.kind === kind);
  const old = matters.find((matter) => BECOMES[kind]?.includes(matter.kind));
  const started: Matter = known
    ? { ...known, unasked: undefined }
    : { ...old, ...likeTheLast(dialogue, kind, clause), kind, fresh: true, unasked: undefined };
  // Corrected after the deed: it is about the appointment that was just made.
  const isAfter = kind === 'move' && last && last.is !== 'cancelled' && !clause.topics.has('move') && !old;
  const bound = isAfter ? { ...started, reference: last.visit.reference } : started;
  const rest = matters.filter((matter) => matter !== known && matter !== old);
  const asked = { ...dialogue, question: known ? dialogue.question : null };
  return { ...dialogue, matters: [...rest, fill(bound, clause, asked)] };
}

/** What was said of the one is known of the other. */
const BECOMES: Partial<Record<MatterKind, MatterKind[]>> = {
  move: ['cannot_come'],
  cancel: ['cannot_come'],
  refund: ['order'],
  discount: ['order'],
  cancel_order: ['order'],
};

/** "Cancel that", while nothing is booked yet: it is the request that is called off. */
function isOfNothingYet({ matters, last }: Dialogue, { plain, days, reference }: Clause): boolean {
  const isVague = /^(no |ok |actually |please |sorry |just |then )*cancel( (it|that|this|the request|please))*$/.test(
    plain,
  );
  return isVague && days.length === 0 && !reference && matters.some(({ kind }) => kind === 'book') && last === null;
}

function likeTheLast({ last, matters }: Dialogue, kind: MatterKind, clause: Clause): Partial<Matter> {
  if (kind !== 'book' || !clause.another) return {};
  const model = matters.findLast((matter) => matter.kind === 'book') ?? last?.visit;
  // In one breath, "one for me and one for my husband" is at one time.
  const time = clause.times.length === 0 && model && 'fresh' in model && model.fresh ? model.time : undefined;
  return {
    ...(model?.service ? { service: model.service } : {}),
    ...(model?.date ? { date: model.date } : {}),
    ...(time ? { time } : {}),
  };
}

export const drop = (dialogue: Dialogue): Dialogue => ({
  ...dialogue,
  matters: [],
  question: null,
  choices: [],
  heard: { ...dialogue.heard, reply: 'dropped' },
});
