-- Calls counted by all api processes together: see packages/db/src/limits/tell-counts.ts. Lost in a crash of the server, and
-- no loss: each process goes on from what it counted itself.
CREATE UNLOGGED TABLE "call_count" (
    "window" BIGINT NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "calls" INTEGER NOT NULL,

    CONSTRAINT "call_count_pkey" PRIMARY KEY ("window", "key"),
    CONSTRAINT "call_count_positive" CHECK ("calls" > 0)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON "call_count" TO parley_engine;
