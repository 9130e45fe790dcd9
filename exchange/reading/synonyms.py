"""What houses call the parts of a write-up: whole names, and phrases that tell wherever they stand in a heading."""

SYNONYMS: dict[str, tuple[str, str]] = {
    "summary": (
        "概要|サマリー|摘要|概述|总结|사건 개요|sammanfattning|sammendrag|yhteenveto|podsumowanie|shrnutí|"
        "summary|executive summary|tl;dr|tldr|tl dr|abstract|overview|synopsis|high level summary|brief|in short|"
        "incident summary|issue summary|outage summary|event summary|problem summary|summary of the incident|"
        "short summary|management summary|incident overview|what happened in brief|problem statement|description|"
        "incident description|zusammenfassung|überblick|kurzfassung|kurzbeschreibung|résumé|synthèse|resumen|"
        "resumen ejecutivo|resumo|sommario|samenvatting|introduction|incident report summary|at a glance|headline|"
        "executive overview|overview of the incident|incident at a glance|key points|kurzübersicht",
        "executive summary|issue summary|incident summary|zusammenfassung|overview of",
    ),
    "impact": (
        "影響|影響範囲|影响|影响范围|영향|konsekvenser|påverkan|skutki|dopad|impatto|impactos|"
        "impact|impacts|customer impact|user impact|business impact|effect|effects|who was affected|"
        "what was impacted|affected users|affected services|scope|scope of impact|blast radius|severity and impact|"
        "damage|sla impact|impact assessment|impact analysis|affected systems|affected customers|consequences|"
        "symptoms|auswirkung|auswirkungen|impact métier|impacto|conséquences|affected components|what was the impact|"
        "customer experience|slo impact|error budget impact|financial impact|impact on users|impact on customers|"
        "gevolgen|what was affected|who what was affected|affected|scope of the breach|data exposed|"
        "scope and severity|betroffene systeme|betroffene dienste|affected parties|service impact|impact summary|"
        "severity and scope",
        "impact|auswirkungen|who was affected|blast radius|data exposed|was affected",
    ),
    "timeline": (
        "時系列|タイムライン|时间线|时间轴|事件时间线|타임라인|tidslinje|forløp|händelseförlopp|aikajana|oś czasu|"
        "linha do tempo|línea de tiempo|"
        "timeline|time line|timeline of events|incident timeline|event timeline|chronology|sequence of events|"
        "chronology of events|key events|log|incident log|event log|history|what happened when|detailed timeline|"
        "timeline and events|response timeline|zeitverlauf|zeitlicher ablauf|zeitleiste|zeitlinie|ablauf|chronologie|"
        "chronologischer ablauf|verlauf|cronología|línea de tiempo|linha do tempo|cronologia|tijdlijn|timeline utc|"
        "events|play by play|blow by blow|minute by minute|course of events|key timestamps|event sequence|"
        "ereignisverlauf|déroulé|déroulement|log of events|course of the incident|sequence|ereignisse|"
        "history of events|disclosure timeline|chronik|when did it happen|when did this happen|zeitstrahl|"
        "incident chronology|how it went|how it unfolded|what happened and when|ereignisprotokoll|protokoll|"
        "hronologie|cronistoria|tidslinje|cronologia degli eventi|events timeline|order of events|the timeline",
        "how it unfolded|timeline|time line|chronology|chronologie|zeitlicher ablauf|sequence of events|"
        "ereignisverlauf|course of the incident|log of events",
    ),
    "what_happened": (
        "what happened|background|context|fault|incident details|details|lead up|leadup|lead up to the incident|"
        "trigger|triggers|narrative|story|the incident|the issue|the problem|the outage|problem|problem description|"
        "full story|technical details|technical description|technical background|was ist passiert|hintergrund|"
        "vorgeschichte|contexte|contexto|qué pasó|o que aconteceu|detection|how we found out|how did we find out|"
        "incident narrative|fault description|architecture background|system overview|detail|deep dive|"
        "detection and response|response|incident response|identified|how it was detected|alerting|escalation|"
        "entdeckung|how did we respond|our response|how it was noticed|discovery|discovery and response|"
        "detection and escalation|communications|communication|customer communication|how we responded|trigger event|"
        "the trigger|initial trigger|detection gaps",
        "what happened|technical background|lead up|technical details|was ist passiert|how did we respond|"
        "was noticed|take so long to detect",
    ),
    "why": (
        "原因|根本原因|根因|根因分析|원인|orsak|årsak|årsag|przyczyna|příčina|juurisyy|causa raiz|"
        "root cause|root causes|cause|causes|rca|root cause analysis|why it happened|why did it happen|five whys|"
        "5 whys|the five whys|cause of the incident|cause of the outage|root cause of the outage|cause analysis|"
        "causal analysis|analysis|underlying cause|technical cause|primary cause|suspected root cause|the cause|"
        "what caused it|what went wrong technically|why did this happen|5 why analysis|root cause identification|"
        "root cause and trigger|trigger and root cause|proximate cause|underlying problem|ursache|ursachen|"
        "grundursache|ursachenanalyse|fehlerursache|cause racine|causes racines|causa raíz|causa|causa raiz|oorzaak|"
        "post incident analysis|incident analysis|proximate root cause|root cause s|problem cause|causas|"
        "direct cause|attack vector|causes profondes|ursachen und folgen|immediate cause|systemic causes|"
        "what went wrong and why|why it happened and why it lasted|the root of the problem",
        "root cause|root causes|rca|five whys|5 whys|ursachenanalyse|cause racine|causa raíz|why did this happen|"
        "what went wrong and why|causes profondes|direct cause",
    ),
    "factors": (
        "contributing factors|contributory factors|contributing causes|contributors|factors|contributing factor|"
        "contributing conditions|causal factors|aggravating factors|beitragende faktoren|facteurs contributifs|"
        "factores contribuyentes|secondary causes|contributing factors and root causes|enabling conditions|"
        "contributing issues|ishikawa|fishbone|conditions|mitigating factors|systemic factors|latent conditions",
        "contributing factors|contributing factor|contributing causes|beitragende|fishbone|ishikawa|mitigating factors",
    ),
    "defences": (
        "defences|defenses|barriers|safeguards|layers of defence|barrier analysis|swiss cheese",
        "swiss cheese",
    ),
    "resolution": (
        "対応|復旧|解决方案|处理过程|조치|åtgärd|"
        "resolution|recovery|resolution and recovery|mitigation|fix|the fix|how we fixed it|mitigations|solution|"
        "how was it resolved|how it was resolved|restoration|recovery and resolution|mitigation and resolution|"
        "mitigation steps|workaround|workarounds|service restoration|immediate fix|remediation and recovery|"
        "response and recovery|lösung|behebung|fehlerbehebung|wiederherstellung|résolution|resolución|resolução|"
        "oplossing|resolution steps|troubleshooting|what we did|how we resolved it|diagnosis|repair|containment|"
        "eradication|containment and eradication|how did we fix it|sofortmaßnahmen|service recovery|recovery steps|"
        "steps taken",
        "resolution|recovery|how we fixed|behebung|containment|how did we fix",
    ),
    "went_well": (
        "what went well|went well|things that went well|what worked|what worked well|positives|successes|the good|"
        "good|what went right|things that went right|what helped|strengths|was lief gut|was gut lief|"
        "ce qui a bien fonctionné|qué salió bien|lo que funcionó|what did we do well|keep doing|wins|highlights|"
        "celebrate|kudos|what helped us|bright spots|what saved us|thanks",
        "went well|went right|worked well|lief gut|what helped",
    ),
    "went_wrong": (
        "what went wrong|what went poorly|what went badly|things that went poorly|things that went wrong|"
        "what could have gone better|what could be improved|what didn't go well|what did not go well|the bad|bad|"
        "what didn't work|areas for improvement|improvements needed|opportunities|what can be improved|"
        "opportunities for improvement|was lief schlecht|was schlecht lief|ce qui a mal fonctionné|qué salió mal|"
        "weaknesses|what could we have done better|what did we do poorly|challenges|pain points|didn't go so well|"
        "difficulties|misses|ugly|the ugly|what slowed us down|what hurt us|gaps|detection gap",
        "went wrong|went poorly|went badly|gone better|go so well|lief schlecht|could be improved|go well|"
        "slowed us down",
    ),
    "lucky": (
        "where we got lucky|got lucky|luck|lucky|where were we lucky|glück gehabt|wo wir glück hatten|"
        "où nous avons eu de la chance|near misses|what was lucky",
        "got lucky|glück|lucky",
    ),
    "what_if": (
        "what if|what ifs|counterfactuals|alternative scenarios",
        "what if",
    ),
    "actions": (
        "action items|actions|action|actionables|actionable|action plan|follow up|follow ups|followups|"
        "follow up actions|follow up items|next steps|todo|to do|todos|tasks|corrective actions|corrective action|"
        "preventive actions|preventative actions|preventive measures|corrective and preventative measures|"
        "corrective and preventive measures|remediation items|corrective and preventative measure|"
        "corrective and preventive actions|preventative measures|capa|remediation|remediations|remediation actions|"
        "remediation plan|improvements|action points|review actions|resulting action|resulting actions|"
        "actions following review|recommendations|prevention|future prevention|future work|how will we prevent this|"
        "what are we doing about it|what we're doing about it|what we are doing|what we're doing|follow up tasks|"
        "jira tickets|tickets|issues filed|planned improvements|what we're changing|what we are changing|"
        "preventing recurrence|backlog check|repair items|maßnahmen|massnahmen|folgemaßnahmen|nächste schritte|"
        "offene punkte|aufgaben|plan d'action|actions correctives|prochaines étapes|acciones|próximos pasos|"
        "acciones correctivas|ações|acties|mesures|corrective measures|steps taken to prevent recurrence|"
        "follow through|long term fixes|short term fixes|measures|steps to prevent recurrence|follow up work|"
        "agreed actions|task list|repair actions|ais|long term remediation|remediation steps|medidas preventivas|"
        "medidas correctivas|ce que nous allons faire|langfristige maßnahmen|mesures correctives|"
        "how we will prevent this|how will we prevent this from happening again|work items|tracking|"
        "follow through items|what's next|what is next|what happens next|where we go from here|commitments|"
        "our commitments|corrections|fixes|to dos|to do list|follow on actions|outcomes|remedial actions|capa plan|"
        "open items|actiepunten|vervolgacties|azioni|azioni correttive|åtgärder|tiltak|działania naprawcze|"
        "pistes d'amélioration|plano de ação|plano de ações|ações|ações corretivas|ações preventivas|próximos passos|"
        "itens de ação|plan de acción|elementos de acción|piano d'azione|azioni correttive e preventive|handlingsplan|"
        "oppfølging|opfølgning|uppföljning|nápravná opatření|toimenpiteet|"
        "再発防止策|今後の対応|今後の対策|対策|アクションアイテム|"
        "改进措施|后续行动|行动项|改進措施|후속 조치|재발 방지 대책",
        "action items|action item|next steps|follow up actions|follow ups|corrective actions|preventative measures|"
        "preventive measures|corrective and preventative|corrective and preventive|preventive actions|maßnahmen|"
        "nächste schritte|plan d'action|prevent this|preventing recurrence|doing about it|actions following|"
        "review actions|less likely|follow up work|repair actions|agreed actions|medidas preventivas|happening again|"
        "remediation and prevention|what we'll do|what we will do|going to do|do differently|stop this from happening|"
        "avoid this in future|make sure this doesn't|remedial actions",
    ),
    "lessons": (
        "教訓|振り返り|经验教训|교훈|lärdomar|læring|lições aprendidas|wnioski|poučení|"
        "lessons learned|lessons learnt|lessons|learnings|key learnings|what we learned|what did we learn|takeaways|"
        "key takeaways|retrospective|reflections|reflection|conclusion|conclusions|postmortem|post mortem|closing|"
        "lehren|erkenntnisse|gelerntes|fazit|leçons apprises|leçons|enseignements|lecciones aprendidas|lecciones|"
        "lições aprendidas|geleerde lessen|discussion|closing thoughts|final thoughts|insights|observations|"
        "final remarks|findings|was haben wir gelernt|fazit und ausblick|ausblick|learning|"
        "what did we learn from this|key lessons",
        "lessons learned|lessons learnt|what we learned|learnings|takeaways|lecciones|leçons|lessons|haben wir gelernt",
    ),
    "references": (
        "references|related incidents|links|see also|related|resources|supporting material|supporting information|"
        "glossary|further reading|related issues|related links|useful links|supporting documents|documentation|"
        "evidence|quellen|verweise|siehe auch|referenzen|références|liens|referencias|enlaces|recurrence|"
        "bibliography|related tickets|slack thread|supporting data|appendices|annex",
        "related incidents|further reading|glossary|see also|related tickets|supporting data",
    ),
    "people": (
        "attendees|participants|people|people involved|responders|team|who was involved|contacts|on call|authors|"
        "reviewers|roles|involved|teilnehmer|beteiligte|meeting attendees|incident team|owners|"
        "contributors to this report",
        "attendees|people involved|responders|participants",
    ),
    "facts": (
        "stats|statistics|key information|key info|when|quick facts|metadata|incident metadata|facts|metrics|"
        "key facts|incident information|incident info|details table|general information|header|status|key metrics|"
        "time metrics|eckdaten|kennzahlen|allgemeines|time to repair|time to resolve|time to detect|time to recovery|"
        "duration|severity|date|incident metrics|incident data|report details|document information|mttr|"
        "incident commander|dates|times|zahlen und fakten",
        "quick facts|stats|metadata|time to repair|time to resolve|time to detect",
    ),
}
