-- Runs are looked through, and done again: a replay is a run of its own, which a worker takes when it is due.

-- AlterTable
ALTER TABLE "run" ADD COLUMN "replay_of" TEXT COLLATE "C",
ADD COLUMN "from_step" TEXT,
ADD COLUMN "overrides" JSONB,
ADD COLUMN "replay_due_at" TIMESTAMPTZ(3),
ADD COLUMN "replay_attempts" INTEGER NOT NULL DEFAULT 0;

-- A replay has its place; it is due exactly while it has not ended; an answer is nothing of all that.
ALTER TABLE "run" ADD CONSTRAINT "run_replay_whole" CHECK ((replay_of IS NULL) = (from_step IS NULL)
  AND (replay_of IS NULL) = (overrides IS NULL)
  AND (replay_due_at IS NOT NULL) = (replay_of IS NOT NULL AND ended_at IS NULL));

-- Few beside all there are: what went otherwise than usual, and what was done again.
CREATE INDEX "run_not_replied" ON "run" (org_id, outcome, id) WHERE outcome <> 'replied';
CREATE INDEX "run_replays" ON "run" (org_id, replay_of) WHERE replay_of IS NOT NULL;
CREATE INDEX "run_replay_due" ON "run" (replay_due_at) WHERE replay_due_at IS NOT NULL;

GRANT UPDATE (replay_due_at, replay_attempts) ON "run" TO parley_engine;
GRANT UPDATE (replay_due_at) ON "run" TO parley_app;
