-- Contacts that are one person, and webhooks that tell of turns.

-- CreateTable
CREATE TABLE "contact_link" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "contact_id" TEXT COLLATE "C" NOT NULL,
    "main_id" TEXT COLLATE "C" NOT NULL,
    "vouched_by" TEXT NOT NULL,
    "actor_id" TEXT COLLATE "C" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_link_pkey" PRIMARY KEY ("org_id","contact_id")
);

-- CreateIndex
CREATE INDEX "contact_link_org_id_main_id_idx" ON "contact_link"("org_id", "main_id");

-- AddForeignKey
ALTER TABLE "contact_link" ADD CONSTRAINT "contact_link_org_id_contact_id_fkey" FOREIGN KEY ("org_id", "contact_id") REFERENCES "contact"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contact_link" ADD CONSTRAINT "contact_link_org_id_main_id_fkey" FOREIGN KEY ("org_id", "main_id") REFERENCES "contact"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- The older contact is the main one: ids sort by time.
ALTER TABLE "contact_link" ADD CONSTRAINT "contact_link_to_older" CHECK (main_id < contact_id);
ALTER TABLE "contact_link" ADD CONSTRAINT "contact_link_vouched_by_known" CHECK (vouched_by IN ('member', 'api_key'));

-- Grants and row-level security ----------------------------------------------------------------------------------------

GRANT SELECT, INSERT, UPDATE (main_id), DELETE ON "contact_link" TO parley_app;
ALTER TABLE "contact_link" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "contact_link" FORCE ROW LEVEL SECURITY;
CREATE POLICY contact_link_of_org ON "contact_link" TO parley_app USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()));

-- A turn ends ----------------------------------------------------------------------------------------------------------

-- Turns end in many places: when they are settled, when a person takes over, when a later message takes them along. In
-- whatever commit that is, endpoints that asked are told. Where none did, this looks once and is done.
CREATE FUNCTION tell_turn_ended() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  v_event text := 'evt_' || split_part(NEW.id, '_', 2);
BEGIN
  IF NOT EXISTS (SELECT FROM webhook_endpoint w WHERE w.org_id = NEW.org_id AND w.status = 'active' AND 'turn.ended' = ANY (w.events)) THEN
    RETURN NULL;
  END IF;
  INSERT INTO webhook_event (org_id, id, kind, facts, at)
    SELECT NEW.org_id, v_event, 'turn.ended', jsonb_build_object('turn_id', NEW.id, 'conversation_id', NEW.conversation_id, 'channel_id', c.channel_id,
      'status', CASE WHEN NEW.state IN ('replied', 'blocked', 'handed_off') THEN 'answered' WHEN NEW.state = 'dead' THEN 'failed' ELSE NEW.state END,
      'reason', NEW.reason, 'answered_in', NEW.superseded_by), NEW.ended_at
    FROM conversation c WHERE c.org_id = NEW.org_id AND c.id = NEW.conversation_id;
  INSERT INTO webhook_delivery (org_id, id, endpoint_id, event_id, state, due_at, created_at)
    SELECT w.org_id, id_floor('whd', clock_timestamp()) || left(replace(gen_random_uuid()::text, '-', ''), 16), w.id, v_event, 'pending',
      clock_now(), clock_now()
    FROM webhook_endpoint w WHERE w.org_id = NEW.org_id AND w.status = 'active' AND 'turn.ended' = ANY (w.events);
  -- Whoever ended the turn reads it, and rings once this has committed.
  PERFORM set_config('parley.told', 'on', true);
  RETURN NULL;
END $$;
CREATE TRIGGER turn_ended_told AFTER UPDATE OF ended_at ON "turn" FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION tell_turn_ended();
CREATE TRIGGER turn_silent_told AFTER INSERT ON "turn" FOR EACH ROW
  WHEN (NEW.ended_at IS NOT NULL) EXECUTE FUNCTION tell_turn_ended();
-- Triggers run as the owner, who is bound by row-level security too.
CREATE POLICY webhook_endpoint_keeper ON "webhook_endpoint" FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY webhook_event_keeper ON "webhook_event" FOR INSERT TO CURRENT_USER WITH CHECK (true);
CREATE POLICY webhook_delivery_keeper ON "webhook_delivery" FOR INSERT TO CURRENT_USER WITH CHECK (true);
CREATE POLICY conversation_keeper ON "conversation" FOR SELECT TO CURRENT_USER USING (true);
