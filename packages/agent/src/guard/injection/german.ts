import { type RuleSet, rule } from './rule.ts';

const WHOSE =
  '(?:alle|allen|aller|alles|deine|deiner|deinen|deinem|ihre|ihren|die|den|der|das|saemtliche|jegliche|bisherigen?|vorherigen?|vorigen|vorangegangenen|fruheren|obigen|obenstehenden|urspruenglichen|ursprunglichen|aktuellen|geltenden|gegebenen|anderen|und|internen|system|bestehenden|samtliche[nr]?|zuvor|genannten|erhaltenen)';
const ORDERS =
  '(?:anweisung(?:en)?|instruktion(?:en)?|regeln|vorgaben|befehle|anordnungen|richtlinien|system.?prompts?|prompts?|vorschriften|beschrankungen|einschrankungen|einstellungen|programmierung|sicherheitsregeln|systemanweisung(?:en)?|filter|schutzmechanismen)';

export const GERMAN: RuleSet = {
  needs:
    /anweis|instru|regel|vorgab|befehl|prompt|richtlin|filter|schrankung|anordnung|vorschrift|jetzt|\bnun\b|sofort|mod(?:us|e)\b|\bohne\b|so als|entwickl|admin|schopfer|programmier|betreiber|system|genehmig|freigabe|prufung|alles|schutz|verhalte|spiele|agiere|antworte|handle|sprich/u,
  rules: [
    rule(
      'puts the instructions aside',
      `\\b(?:ignorier(?:e|en|t)?|vergiss|vergesse[nt]?|missachte[nt]?|ubergeh(?:e|en)?|umgeh(?:e|en)?|verwirf|verwerfen|losche|uberschreibe[n]?|deaktivier(?:e|en)?|schalte|befolge)_(?:sie_|bitte_|jetzt_|ab_jetzt_|nun_|einfach_|nicht_(?:mehr_)?){0,3}(?:${WHOSE}_){1,5}${ORDERS}\\b(?!_(?:auf_dem|vom_arzt|des_arztes|in_der_(?:mail|broschure)|zur_(?:pflege|lieferung)|fur_(?:die|meine|den)))`,
    ),
    rule(
      'puts the instructions aside',
      '\\b(?:vergiss|vergessen_sie|ignorier(?:e|en_sie))_(?:bitte_)?alles(?:,|_)?_?(?:was|davor|vorherige|obige|bisherige|oben)_?(?:dir|du|ihnen|sie|vorher|zuvor|man)?_?(?:gesagt_wurde|beigebracht|weisst|wissen|gelernt|steht|stand|oben|vorher|angewiesen|bisher)?(?!_ich)\\b',
    ),
    rule(
      'asks for its prompt',
      `\\b(?:zeig(?:e|en)?|nenn(?:e|en)?|verrat(?:e|en)?|gib|geben|wiederhol(?:e|en)?|schreib(?:e|en)?|druck(?:e|en)?|sag(?:e|en)?|ubersetz(?:e|en)?|kopier(?:e|en)?|offenbar(?:e|en)?|wie_(?:lautet|lauten)|was_(?:ist|sind|steht_in))_(?:(?:sie|mir|uns|bitte|doch|mal|hier|genau|wortlich|vollstandig|komplett|jetzt|in)_){0,4}(?:deine[nrms]?|ihre[nrm]?|den|die|das|der)_(?:(?:ganzen?|genauen?|internen?|geheimen?|vollstandigen?|kompletten?|ursprunglichen?|versteckten?|obigen)_){0,3}(?:system.?prompts?|prompts?|system.?(?:anweisung(?:en)?|nachricht|instruktion(?:en)?)|(?:internen|geheimen|versteckten)_(?:anweisungen|regeln|instruktionen)|instruktionen|anweisungen)\\b(?!_(?:fur|zur|zum|nach|vom|wie))`,
    ),
    rule('asks for its prompt', '\\b(?:deine[nrm]?|dein|ihr|ihren)_(?:system.?)?prompt\\b'),
    rule(
      'asks for its prompt',
      '\\bwelche_(?:anweisungen|instruktionen|regeln|befehle)_(?:hast_du|haben_sie|wurden_dir|hat_man_dir|gelten_fur_dich|befolgst_du)',
    ),
    rule(
      'gives it another identity',
      '\\b(?:du_bist|sie_sind|bist_du)_(?:ab_(?:jetzt|sofort|nun)|jetzt|nun|von_nun_an|fortan|nicht_(?:mehr|langer))_(?:ein(?:e|en)?_|kein(?:e|en)?_|der_|die_|mein(?:e)?_|an_|im_|in_)?(?:\\w+_){0,2}(?:assistent|ki\\b|bot|modell|hacker|uneingeschrankt|frei|ungefiltert|unzensiert|dan\\b|administrator|admin|entwickler|regeln|gebunden|beschrankt|mensch|system|terminal|pirat|entwicklermodus)\\w*',
    ),
    rule(
      'gives it another identity',
      '\\b(?:tu|tue|tun_sie)_so_als_(?:ob|warst|waren|wurdest|hattest|seist)_.{0,40}(?:ki\\b|keine_(?:regeln|einschrankungen|filter)|ohne|hacker|admin|entwickler|mensch|anderer|andere|grossmutter|oma)',
    ),
    rule(
      'gives it another identity',
      '\\b(?:spiele?|verhalte_dich|agiere|antworte|handle|sprich|benimm_dich)_(?:\\w+_){0,3}(?:wie|als)_(?:ein(?:e)?_|der_|die_|mein(?:e)?_)?(?:\\w+_){0,2}(?:ki\\b|hacker|dan\\b|administrator|admin|terminal|entwickler|assistent|modell|bot|verstorbene)',
    ),
    rule(
      'gives it another identity',
      '\\b(?:entwickler|debug|admin|administrator|wartungs|test|gott|jailbreak|entwicklungs|diagnose)-?_?modus\\b',
    ),
    rule(
      'gives it another identity',
      '\\b(?:ab_(?:jetzt|sofort|nun)|von_(?:jetzt|nun)_an)_(?:bist|wirst|musst|darfst|sollst|antwortest|gehorchst|befolgst|handelst|gelten_(?:fur_dich|keine))_?(?:du)?\\b',
    ),
    rule(
      'frees it of its limits',
      '\\bohne_(?:jegliche_|jede_|irgendwelche_|deine_|alle_)?(?:einschrankung(?:en)?|filter|zensur|beschrankung(?:en)?|sicherheitsregeln|vorgaben|regeln)\\b',
    ),
    rule(
      'frees it of its limits',
      '\\b(?:deine|alle|die)_(?:\\w+_)?(?:regeln|einschrankungen|beschrankungen|anweisungen|vorgaben|richtlinien|sicherheitsfilter)_(?:gelten_(?:nicht_mehr|ab_(?:jetzt|sofort)_nicht|nicht_langer|hier_nicht)|sind_(?:aufgehoben|ausser_kraft|deaktiviert|ungultig)|wurden_(?:aufgehoben|deaktiviert|geandert|entfernt|ersetzt))',
    ),
    rule(
      'frees it of its limits',
      '\\b(?:deaktivier(?:e|en)|schalt(?:e|en)|heb(?:e|en)|entfern(?:e|en))_(?:sie_|bitte_)?(?:deine|alle|die|ihre|jegliche)_(?:\\w+_)?(?:filter|sicherheitsfilter|einschrankungen|beschrankungen|schutzmassnahmen|regeln|inhaltsfilter|sicherheitsregeln|sicherheitsprufungen)',
    ),
    rule(
      'speaks as its maker',
      '\\b(?:ich_bin|hier_(?:ist|spricht)|wir_sind|als)_(?:\\w+_){0,2}(?:dein(?:e)?|der|ihr)_(?:\\w+_)?(?:entwickler|administrator|admin|schopfer|programmierer|betreiber|chef|besitzer|systemadministrator)(?:in)?\\b(?!_(?:der|des|von)_(?:firma|praxis|app\\b|webseite))',
    ),
    rule(
      'speaks as its maker',
      '\\bich_habe_dich_(?:programmiert|entwickelt|gebaut|erschaffen|trainiert|konfiguriert)',
    ),
    rule(
      'speaks as the system',
      '\\b(?:neue_(?:anweisung(?:en)?|instruktion(?:en)?|systemanweisung(?:en)?|befehle?)\\s*:|system(?:nachricht|meldung|befehl|anweisung|uberschreibung)\\s*:|administrator(?:befehl|zugriff)\\b)',
    ),
    rule(
      'goes round an approval',
      '\\b(?:ohne_(?:die_|eine_|jede_|weitere_|vorherige_)?(?:genehmigung|freigabe|prufung|verifizierung|uberprufung)|(?:umgeh|uberspring|ignorier)\\w*_(?:sie_)?(?:die|jede|alle)_(?:\\w+_)?(?:genehmigung|freigabe|prufung|verifizierung|sicherheitsabfrage)\\w*)',
    ),
  ],
};
