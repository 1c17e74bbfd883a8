type OutboundEnv = { PARLEY_MODE: string; PARLEY_STREET_URL?: string | undefined };

/** What may be called beside the public internet: in demo mode the street, otherwise nothing. */
export const outboundRules = ({ PARLEY_MODE, PARLEY_STREET_URL }: OutboundEnv): { allowedOrigins: string[] } => ({
  allowedOrigins: PARLEY_MODE === 'demo' && PARLEY_STREET_URL ? [new URL(PARLEY_STREET_URL).origin] : [],
});
