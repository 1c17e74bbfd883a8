-- Which conversations hold a turn that was given up.

-- CreateIndex
CREATE INDEX "dead_letter_org_id_conversation_id_idx" ON "dead_letter"("org_id", "conversation_id");
