import type { Action } from './actions.ts';
import type { Clause } from './clauses.ts';
import type { Claim } from './english.ts';

type Language = {
  /** Participles, folded. */
  done: ReadonlyArray<readonly [Action, RegExp]>;
  /** What makes a participle a statement: an auxiliary in the clause, or nothing before it. */
  stated: RegExp;
  open: RegExp;
};

const LANGUAGES: readonly Language[] = [
  {
    done: [
      ['book', /\b(?:gebucht|reserviert|eingetragen|eingeplant|vereinbart)\b/u],
      ['move', /\b(?:verschoben|verlegt|umgebucht)\b/u],
      ['cancel', /\b(?:storniert|abgesagt|gecancelt)\b/u],
      ['refund', /\b(?:erstattet|zuruckerstattet|zuruckgezahlt|uberwiesen|gutgeschrieben)\b/u],
      ['send', /\b(?:gesendet|geschickt|verschickt|gesandt|zugeschickt)\b/u],
      ['tell', /\b(?:weitergeleitet|weitergegeben|informiert|benachrichtigt|verstandigt)\b/u],
      ['report', /\b(?:gemeldet|aufgenommen|eroffnet|erstellt)\b/u],
      ['change', /\b(?:geandert|aktualisiert|hinzugefugt|geloscht)\b/u],
      ['anything', /\b(?:bestatigt|erledigt|abgeschlossen|veranlasst)\b/u],
    ],
    stated:
      /\b(?:ich|wir) (?:habe|haben|hab)\b|\b(?:habe|haben) (?:ich|wir)\b|\b(?:ist|sind|wurde|wurden|worden|wird|werden)\b|^\W*(?:alles )?(?:gebucht|storniert|erledigt|bestatigt|verschoben)/u,
    open: /\b(?:nichts?|kein\w*|nie|niemand|weder|wenn|falls|sobald|ob|kann|konnen|konnte\w*|mochte\w*|soll\w*|wurde ich|wurden sie|wurden wir|bevor|bis|leider|muss|mussen|ohne|normalerweise|immer|in der regel|ublicherweise)\b/u,
  },
  {
    done: [
      ['book', /\b(?:reservad[oa]s?|agendad[oa]s?|programad[oa]s?|apartad[oa]s?|reserve|agende)\b/u],
      ['move', /\b(?:reprogramad[oa]s?|movid[oa]s?|cambiad[oa]s?|reprograme|cambie)\b/u],
      ['cancel', /\b(?:cancelad[oa]s?|anulad[oa]s?|cancele|anule)\b/u],
      ['refund', /\b(?:reembolsad[oa]s?|devuelt[oa]s?|abonad[oa]s?|reembolse|devolvi)\b/u],
      ['send', /\b(?:enviad[oa]s?|mandad[oa]s?|envie|mande)\b/u],
      [
        'tell',
        /\b(?:reenviad[oa]s?|informad[oa]s?|notificad[oa]s?|avisad[oa]s?|transferid[oa]s?|avise|informe|notifique)\b/u,
      ],
      ['report', /\b(?:registrad[oa]s?|abiert[oa]s?|cread[oa]s?|registre)\b/u],
      ['anything', /\b(?:confirmad[oa]s?|hech[oa]s?|listo|actualizad[oa]s?|completad[oa]s?|solucionad[oa]s?)\b/u],
    ],
    stated:
      /\b(?:he|hemos|ha|han|ya|esta|estan|queda|quedo|quedan|fue|fueron|ha sido|han sido|sera|seran)\b|^\W*(?:listo|hecho|reservad|cancelad|confirmad)|\b(?:reserve|agende|cancele|anule|reembolse|envie|mande|avise|reprograme|devolvi)\b.*\b(?:su|tu|la|el|una?|los|las)\b/u,
    open: /\b(?:no|nunca|nada|ningun\w*|si|cuando|una vez|en cuanto|hasta|antes|puedo|puede\w*|podria\w*|quiere\w*|desea\w*|le gustaria|debe|normalmente|siempre|por favor)\b|¿/u,
  },
  {
    done: [
      ['book', /\b(?:reservee?s?|programmee?s?|planifiee?s?|enregistree?s?)\b/u],
      ['move', /\b(?:deplacee?s?|reportee?s?|decalee?s?|reprogrammee?s?)\b/u],
      ['cancel', /\b(?:annulee?s?)\b/u],
      ['refund', /\b(?:remboursee?s?|creditee?s?|recreditee?s?)\b/u],
      ['send', /\b(?:envoyee?s?|expediee?s?)\b/u],
      ['tell', /\b(?:transmise?s?|transferee?s?|informee?s?|prevenue?s?|avertie?s?|notifiee?s?)\b/u],
      ['report', /\b(?:signalee?s?|ouvert(?:e|s)?|creee?s?)\b/u],
      ['anything', /\b(?:confirmee?s?|effectuee?s?|faite?s?|validee?s?|modifiee?s?)\b/u],
    ],
    stated:
      /\bj'ai\b|\b(?:nous avons|on a|a ete|ont ete|est|sont|sera|seront|c'est)\b|^\W*(?:c'est )?(?:fait|reserve|annule|confirme)\b/u,
    open: /\b(?:ne|pas|jamais|rien|aucun\w*|si|quand|lorsque|une fois|des que|avant|jusqu|peux|peut|pouvez|pourrai\w*|voulez|souhaitez|voudriez|aimeriez|dois|devez|habituellement|toujours|generalement)\b|\bn'/u,
  },
  {
    done: [
      [
        'book',
        /\b(?:prenotat[oaie]|fissat[oaie]|geboekt|gereserveerd|ingepland|agendad[oa]|reservad[oa]|marcad[oa])\b/u,
      ],
      ['move', /\b(?:spostat[oaie]|verplaatst|verzet|reagendad[oa]|remarcad[oa])\b/u],
      ['cancel', /\b(?:cancellat[oaie]|annullat[oaie]|disdett[oaie]|geannuleerd|cancelad[oa])\b/u],
      ['refund', /\b(?:rimborsat[oaie]|terugbetaald|reembolsad[oa])\b/u],
      ['send', /\b(?:inviat[oaie]|spedit[oaie]|verzonden|gestuurd|enviad[oa])\b/u],
      ['tell', /\b(?:inoltrat[oaie]|doorgestuurd|geinformeerd|encaminhad[oa])\b/u],
      ['anything', /\b(?:confermat[oaie]|fatto|bevestigd|geregeld|confirmad[oa]|pronto)\b/u],
    ],
    stated:
      /\b(?:ho|abbiamo|e|e stat[oa]|sono|ik heb|we hebben|is|zijn|ja|esta|foi|foram|fiz|temos)\b|^\W*(?:fatto|geregeld|pronto|prenotat|geboekt)/u,
    open: /\b(?:non|niente|nessun\w*|se|quando|una volta|appena|posso|puo|vuole|vorrebbe|niet|geen|als|zodra|of|kan|kunt|wilt|zou|nao|nada|nenhum\w*|assim que|pode|quer|gostaria|prima|voordat|antes)\b/u,
  },
];

/** The claims of a clause that is not English; it is folded: small letters, no accents. */
export function otherClaims({ text, question, conditional }: Clause, folded: string): Claim[] {
  if (question || conditional) return [];
  return LANGUAGES.flatMap(({ done, stated, open }) => {
    const actions = done.filter(([, participle]) => participle.test(folded)).map(([action]) => action);
    return actions.length === 0 || !stated.test(folded) || open.test(folded)
      ? []
      : [{ form: 'is' as const, actions, text }];
  });
}
