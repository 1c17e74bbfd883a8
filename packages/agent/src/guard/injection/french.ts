import { type RuleSet, rule } from './rule.ts';

const WHOSE = '(?:toutes?|tous|tes|vos|ton|votre|les?|la|des|de|ces|et|autres|precedentes?|anciennes|l.ensemble)';
const ORDERS =
  '(?:instructions?|consignes?|regles|directives|ordres|restrictions|limitations|prompts?|programmation|filtres|recommandations|parametres|limites)';

export const FRENCH: RuleSet = {
  needs:
    /oubli|ignore|instruct|consigne|regle|directive|ordres|restrict|limit|prompt|programm|filtre|parametre|maintenant|desormais|dorenavant|mode|\bsans\b|developp|creat|admin|patron|openai|anthropic|systeme|approbation|autoris|verific|validation|comme si|imagine|agis|joue|precede|cree|concu|present/u,
  rules: [
    rule(
      'puts the instructions aside',
      `\\b(?:ignor(?:e|es|ez|er)|oubli(?:e|es|ez|er)|ne_(?:tiens|tenez)_(?:pas|plus|aucun)_compte_(?:de|des)|ne_(?:suis|suivez|respecte|respectez|obeis)_(?:plus|pas)_(?:a_)?|contourn(?:e|ez|er)|outrepass(?:e|ez)|efface|effacez|abandonne|neglige|fais_abstraction_(?:de|des)|faites_abstraction_(?:de|des)|passe_outre|annule)_(?:${WHOSE}_){0,5}${ORDERS}\\b(?!_(?:du_(?:medecin|dentiste|produit|colis|livreur)|de_(?:livraison|lavage|montage)|pour_(?:la|mon|ma|le)|que_je))`,
    ),
    rule(
      'puts the instructions aside',
      '\\b(?:ignor(?:e|ez)|oubli(?:e|ez))_tout_ce_(?:qui_(?:precede|est_(?:ecrit|au.?dessus)|a_ete_dit)|que_(?:tu_sais|l.on_t.a|on_t.a|tu_as_appris|vous_savez))',
    ),
    rule(
      'asks for its prompt',
      `\\b(?:montr(?:e|ez)|affich(?:e|ez)|revel(?:e|ez)|donn(?:e|ez)|dis|dites|repet(?:e|ez)|ecri(?:s|vez)|imprim(?:e|ez)|tradui(?:s|sez)|copi(?:e|ez)|recopie|partage|quel(?:le)?s?_(?:est|sont|etaient))_?-?(?:(?:moi|nous|s.il_te_plait|exactement|mot_pour_mot|ici|integralement)_){0,3}(?:tes|ton|vos|votre|le|les|la)_(?:(?:propres|vraies|toutes)_)?(?:prompt|message_systeme|invite_systeme|instructions_(?:internes|initiales|cachees|secretes|systeme|d.origine|exactes|completes|originales)|(?:consignes|regles|directives)_(?:internes|cachees|secretes|exactes)|(?:instructions|consignes)(?=\\W*$))`,
    ),
    rule(
      'asks for its prompt',
      '\\b(?:ton|votre)_(?:prompt\\b|message_systeme|invite_systeme|system_prompt)|\\bprompt_(?:systeme|initial|complet)',
    ),
    rule(
      'asks for its prompt',
      '\\bquelles?_(?:instructions|consignes|regles|directives)_(?:t.a|as.tu|avez.vous|t.ont|suis.tu|on_t)',
    ),
    rule(
      'gives it another identity',
      '\\b(?:tu_es|vous_etes|tu_seras)_(?:maintenant|desormais|a_present|dorenavant|a_partir_de_maintenant)_(?:une?_|le_|la_|mon_|en_|libre|sans|plus_)',
    ),
    rule(
      'gives it another identity',
      '\\b(?:a_partir_de_maintenant|desormais|dorenavant),?_(?:tu|vous)_(?:n.)?(?:es|etes|dois|devez|reponds|repondras|repondez|agis|obeis|obeiras|vas|as|ne|n)\\b',
    ),
    rule(
      'gives it another identity',
      '\\b(?:fais_comme_si|faites_comme_si|imagine_que|pretends_(?:que|etre)|agis|comporte-?_?toi|reponds|joue_le_role|parle)_(?:(?:tu|etais|es|n.avais|avais|comme|en|tant|que|d.|de|si|une?|etre)_?){1,6}(?:hacker|pirate|dan\\b|administrateur|admin|terminal|ia\\b|assistant|modele|developpeur|grand-?mere|sans_(?:regles?|restrictions?|filtres?|limites?)|(?:aucune|pas_de)_(?:regles?|restrictions?|limites?))',
    ),
    rule(
      'gives it another identity',
      '\\bmode_(?:developpeur|dieu|administrateur|admin|debug|debogage|dan|sans_(?:restriction|filtre)s?|maintenance|test|jailbreak|root)\\b',
    ),
    rule(
      'frees it of its limits',
      '\\bsans_(?:aucune?_|tes_|la_moindre_|vos_)?(?:restrictions?|filtres?|censure|limitations?|regles?|limites?)\\b',
    ),
    rule(
      'frees it of its limits',
      '\\b(?:desactiv(?:e|ez)|supprim(?:e|ez)|leve|levez|retire|retirez|enlev(?:e|ez))_(?:tes|les|vos|tous_(?:les|tes)|toutes_(?:les|tes))_(?:filtres|restrictions|limitations|regles|protections|securites|gardes?-fous|controles)',
    ),
    rule(
      'frees it of its limits',
      '\\b(?:tes|les|vos|toutes_les)_(?:\\w+_)?(?:regles|restrictions|instructions|consignes)_(?:\\w+_)?(?:ne_s.appliquent_plus|ne_sont_plus|sont_(?:levees|annulees|suspendues|desactivees)|ont_ete_(?:levees|annulees|modifiees|remplacees|supprimees))',
    ),
    rule(
      'speaks as its maker',
      '\\b(?:je_suis|nous_sommes|c.est|ici)_(?:(?:le|la|l.|un|une)_?)?(?:(?:ton|ta|votre)_(?:\\w+_)?(?:developpeu(?:r|se)|createu?r(?:ice)?|programmeu(?:r|se)|administrateur|administratrice|patron|chef|proprietaire|superviseur)|(?:developpeur|administrateur|createur|programmeur)_(?:du|de_ce|de_cet|de_l.)_?(?:systeme|bot|chatbot|assistant|ia)|equipe_(?:d.)?(?:openai|anthropic|de_developpement))',
    ),
    rule('speaks as its maker', '\\bje_t.ai_(?:programme|cree|concu|developpe|configure)'),
    rule(
      'speaks as the system',
      '\\b(?:nouvelles?_(?:instructions?|consignes?|regles|directives?)\\s*:|message_(?:du_)?systeme\\s*:|commande_(?:administrateur|systeme))',
    ),
    rule(
      'goes round an approval',
      '\\b(?:sans_(?:l.|demander_|attendre_|aucune_|la_)?_?(?:approbation|autorisation|verification|validation)|(?:contourn|ignor|saut)(?:e|ez)_(?:la|toute|l.)_?(?:\\w+_)?(?:approbation|autorisation|verification|validation))\\b',
    ),
  ],
};
