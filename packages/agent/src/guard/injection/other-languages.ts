import { type RuleSet, rule } from './rule.ts';

/** The plainest forms only, in the languages that come next. */
export const OTHERS: RuleSet = {
  needs:
    /istruz|regol|prompt|instruc|regras|diretr|instruct|regels|richtlijn|instrukc|zasad|polecen|инструк|указан|правил|промпт|指|规|規|提示|命令|设定|説明|说明|プロンプト|ルール|istru|direttiv|ordens|orienta|opdracht|ora sei|agora|vanaf|teraz|sviluppat|desenvolv|ontwikkel|wytyczn|команд|sei|je bent|ti hanno|que ti/u,
  rules: [
    rule(
      'puts the instructions aside',
      '\\b(?:ignora|ignori|dimentica|dimentichi|trascura)_(?:tutte_|per_favore_)?(?:le|tutte|tutto|queste)_?(?:le_)?(?:tue_|sue_|precedenti_)*(?:istruzioni|regole|direttive|indicazioni|prompt|cio_che|quello_che_ti)(?!_(?:del_medico|di_(?:consegna|lavaggio)))',
    ),
    rule(
      'puts the instructions aside',
      '\\b(?:ignore|ignora|esqueca|esquece|desconsidere|descarte)_(?:todas?_|tudo_)?(?:as|os|suas?|tuas?|seus?|o_que)_?(?:as_|suas_|tuas_)*(?:instrucoes|regras|diretrizes|ordens|orientacoes|te_(?:disseram|ensinaram)|prompt)(?!_(?:do_medico|de_(?:entrega|lavagem)))',
    ),
    rule(
      'puts the instructions aside',
      '\\b(?:negeer|vergeet|omzeil)_(?:alsjeblieft_|nu_)?(?:al_|alle_|de_|je_|jouw_|uw_|eerdere_|vorige_|voorgaande_|bovenstaande_)+(?:instructies|regels|richtlijnen|opdrachten|aanwijzingen|prompt|beperkingen)',
    ),
    rule(
      'puts the instructions aside',
      '\\b(?:zignoruj|ignoruj|zapomnij_o)_(?:wszystkie_|wszystkich_)?(?:poprzednie_|wczesniejsze_|swoje_|twoje_|poprzednich_|swoich_)*(?:instrukcje|instrukcjach|zasady|zasadach|polecenia|poleceniach|wytyczne)',
    ),
    rule(
      'puts the instructions aside',
      '(?:игнорируй|забудь|проигнорируй|игнорируйте)_(?:все_|всё_|про_|обо_всех_)*(?:предыдущие|прежние|прошлые|свои|твои|ваши|предыдущих)_(?:инструкции|указания|правила|команды|инструкциях)',
    ),
    rule(
      'puts the instructions aside',
      '(?:忽略|无视|忘记|忘掉|忽視|無視)(?:掉)?(?:你)?(?:之前|以前|上面|以上|先前|前面)?(?:的)?(?:所有|全部|一切)?(?:之前|以前|上面|以上|先前|前面)?(?:的)?(?:指令|指示|规则|規則|提示|命令|说明|设定)',
    ),
    rule(
      'puts the instructions aside',
      '(?:これまで|以前|上記|前|今まで|すべて|全て)(?:の)?(?:すべて|全て)?(?:の)?(?:指示|命令|ルール|プロンプト|指令)(?:を)?(?:全て|すべて)?(?:を)?(?:無視|忘れ)',
    ),
    rule(
      'asks for its prompt',
      '\\b(?:mostra(?:mi)?|rivela(?:mi)?|dimmi|mostre|revele|diga|toon|laat|geef|pokaz|ujawnij|podaj)_(?:me_|mi_|mij_|zien_|-me_)?(?:il|o|seu|teu|tuo|je|jouw|de|swoj|swoje)_(?:tuo_|seu_|teu_|volledige_|interne_)?(?:system_?)?prompt',
    ),
    rule('asks for its prompt', '(?:系统提示词|系統提示|システムプロンプト|系统提示)'),
    rule(
      'asks for its prompt',
      '(?:покажи|раскрой|выведи|напиши)_(?:мне_)?(?:свой_|твой_|весь_)*(?:системный_)?промпт',
    ),
    rule(
      'gives it another identity',
      '\\b(?:ora_sei|d.ora_in_poi_(?:sei|devi)|a_partir_de_agora_(?:voce|tu)_(?:e|es|deve|sera)|vanaf_nu_(?:ben|moet)_je|je_bent_nu_een|od_teraz_jestes|modalita_sviluppatore|modo_desenvolvedor|ontwikkelaarsmodus)\\b',
    ),
  ],
};
