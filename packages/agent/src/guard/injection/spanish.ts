import { type RuleSet, rule } from './rule.ts';

const WHOSE =
  '(?:todas?|todos?|tus?|sus?|las?|los?|el|de|lo|y|anteriores|previas?|previos?|instrucciones|reglas|cualquier|mis_nuevas)';
const ORDERS =
  '(?:instruccion(?:es)?|reglas|normas|directrices|indicaciones|ordenes|restricciones|limitaciones|politicas|prompts?|programacion|filtros|configuracion|pautas)';

export const SPANISH: RuleSet = {
  needs:
    /olvid|ignora|instrucc|reglas|normas|directric|indicac|ordenes|restricc|limitac|politicas|prompt|programa|filtros|configur|pautas|ahora|modo|\bsin\b|desarroll|creador|admin|jefe|openai|anthropic|anterior|aprobac|autoriz|verific|eres|actua|comporta|finge|simula|imagina|sistema|cree/u,
  rules: [
    rule(
      'puts the instructions aside',
      `\\b(?:ignor(?:a|e|en|ad|ar|es)|olvid(?:a|e|ar|ate_de|ese_de|es)|descarta|descarte|omit(?:e|a)|desobedece|anula|anule|elimina|salta|saltate|haz_caso_omiso_(?:de|a)|no_(?:sigas|obedezcas|hagas_caso_(?:a|de)|cumplas|respetes)|deja_de_(?:seguir|obedecer|cumplir))_(?:por_favor_)?(?:${WHOSE}_){1,5}(?:anteriores_|previas_)?${ORDERS}\\b(?!_(?:del_(?:medico|dentista|producto|paquete|folleto)|de_(?:entrega|lavado|uso|envio|cuidado)|para_(?:la|mi|el)|que_(?:te|le|os)_(?:di|envie|mande)))`,
    ),
    rule(
      'puts the instructions aside',
      '\\b(?:ignora|olvida|olvidate_de|olvide|descarta)_(?:todo_)?lo_(?:anterior|que_(?:te_(?:han|hayan)_(?:dicho|ensenado|ordenado)|sabes|pone_arriba|esta_arriba|se_te_ha)|de_arriba)\\b',
    ),
    rule(
      'asks for its prompt',
      `\\b(?:muestra(?:me)?|muestre(?:me)?|revela(?:me)?|revele|ensena(?:me)?|dime|digame|dame|imprime|repite|escribe|copia|traduce|comparte|cual(?:es)?_(?:es|son)|que_(?:dice|dicen))_(?:(?:por_favor|exactamente|literalmente|aqui|todo|completo|ahora|me)_){0,3}(?:tus?|el|las?|los?|sus?)_(?:(?:exactas?|propias?|verdaderas?)_)?(?:prompt|mensaje_(?:de|del)_sistema|instrucciones_(?:internas|iniciales|ocultas|secretas|originales|del_sistema|de_sistema|exactas|completas)|(?:reglas|directrices|configuracion)_(?:internas?|ocultas?|secretas?)|instrucciones(?=\\W*$)|instrucciones_(?:y|palabra|literal))`,
    ),
    rule('asks for its prompt', '\\b(?:tu|el|su)_(?:prompt\\b|mensaje_de_sistema|system_prompt)'),
    rule(
      'asks for its prompt',
      '\\bque_(?:instrucciones|reglas|ordenes)_(?:te_(?:han|dieron|hayan)|tienes|sigues|recibiste|has_recibido)',
    ),
    rule(
      'gives it another identity',
      '\\b(?:ahora|a_partir_de_(?:ahora|este_momento)|desde_(?:ahora|este_momento)|de_ahora_en_adelante)_(?:tu_)?(?:eres|seras|actuas|actuaras|debes|responderas|respondes|obedeces|obedeceras|ya_no|no_tienes)\\b',
    ),
    rule(
      'gives it another identity',
      '\\beres_(?:ahora_)?(?:un|una)_(?:\\w+_){0,2}(?:ia\\b|hacker|asistente|modelo|bot|terminal|chatbot)_(?:\\w+_){0,2}(?:sin|libre|no_\\w+|que_(?:no|puede))',
    ),
    rule(
      'gives it another identity',
      '\\b(?:actua|comportate|responde|habla|finge|simula|imagina|haz)_(?:\\w+_){0,2}(?:como|que|ser)_(?:(?:eres|si|fueras|fueses|un|una|el|la|mi|no|tienes|tuvieras|ser)_){0,4}(?:hacker|dan\\b|administrador|admin|terminal|ia\\b|asistente|modelo|desarrollador|abuela|reglas|restricciones|filtros|sin_(?:reglas|restricciones|filtros|limites))',
    ),
    rule(
      'gives it another identity',
      '\\bmodo_(?:de_)?(?:desarrollador|dios|administrador|admin|depuracion|debug|dan|sin_(?:restricciones|filtros)|mantenimiento|prueba|jailbreak|root)\\b',
    ),
    rule(
      'frees it of its limits',
      '\\bsin_(?:ninguna?_|tus_|las_|ningun_tipo_de_)?(?:restriccion(?:es)?|filtros?|censura|limitaciones|reglas|limites)\\b',
    ),
    rule(
      'frees it of its limits',
      '\\b(?:desactiva|deshabilita|quita|elimina|apaga|desactive|levanta)_(?:tus|los|las|todos_los|todas_las|sus)_(?:\\w+_)?(?:filtros|restricciones|limitaciones|reglas|medidas|protecciones|controles)',
    ),
    rule(
      'frees it of its limits',
      '\\b(?:tus|las|todas_las)_(?:\\w+_)?(?:reglas|restricciones|instrucciones|normas)_(?:\\w+_)?(?:ya_no_(?:se_aplican|valen|aplican|rigen)|no_se_aplican|han_sido_(?:anuladas|eliminadas|modificadas|suspendidas|reemplazadas)|quedan_(?:anuladas|suspendidas))',
    ),
    rule(
      'speaks as its maker',
      '\\b(?:soy|somos|habla|aqui|te_habla)_(?:(?:el|la|un|una|de|los)_)?(?:(?:tu|su)_(?:\\w+_)?(?:desarrollador|creador|programador|administrador|jefe|dueno|supervisor)a?\\b|(?:desarrollador|administrador|creador|programador)a?_(?:del|de_este|de_la)_(?:sistema|bot|chat|asistente|chatbot|ia)|equipo_de_(?:openai|anthropic|desarrollo))',
    ),
    rule('speaks as its maker', '\\byo_te_(?:he_)?(?:programe|creado|cree|programado|disene)'),
    rule(
      'speaks as the system',
      '\\b(?:nuevas?_(?:instruccion(?:es)?|ordenes|reglas|directrices)\\s*:|mensaje_del?_(?:sistema|administrador)\\s*:|orden_del_(?:sistema|administrador))',
    ),
    rule(
      'goes round an approval',
      '\\b(?:sin_(?:la_|ninguna_|pedir_|esperar_)?(?:aprobacion|autorizacion|verificacion|verificar)|(?:salta|saltate|omite|evita|ignora|elude)_(?:la|toda|cualquier)_(?:\\w+_)?(?:aprobacion|autorizacion|verificacion))\\b',
    ),
  ],
};
