"""Closed classes of English, nouns for people, and first names. Verbs are in verbs.py."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = words(
    "the a an this that these those my our your his her its their every each any some no another both all"
)
POSSESSIVES = words("my our your his her its their")
PRONOUNS = words(
    "i we you he she it they me us him them who someone somebody anyone anybody everyone everybody nobody none"
    " noone nothing something anything everything whoever myself ourselves himself herself themselves itself there"
)
BE = words("be is are am was were been being 's 're 'm")
HAVE = words("have has had having 've")
DO = words("do does did")
MODALS = words("can cannot ca could may might must shall should will wo would ought 'll")
AUXILIARIES = BE | HAVE | DO | {"'d", "got", "get", "getting"}
NEGATIONS = words("not n't never")
PREPOSITIONS = words(
    "of in on at by for from with without into onto over under during after before through between against about"
    " around across along behind beyond despite due except inside like near off out outside per toward towards"
    " until till upon via within following since as amid among because-of than to"
)
CONJUNCTIONS = words("and or but nor yet so then")
SUBORDINATORS = words(
    "that because when while where whereas whether although though if unless once which who whose whom how why what"
)
ADVERBS = words(
    "also just only even still already again ever too very quite really simply almost nearly often sometimes"
    " always however therefore thus hence instead maybe perhaps soon later earlier now today yesterday once twice"
    " basically both somehow rather well far much more less most least first initially originally eventually"
    " finally likewise alas unfortunately here clearly obviously wrongfully yet"
)
NOT_ADVERBS = words(
    "early family only apply supply reply rely daily weekly monthly hourly assembly anomaly ally tally july italy"
)
BREAKS = frozenset(",;:()—–-/…•>|[]{}")
QUANTIFIERS = words("one none some most many several few both either neither each any all two three four part half")

# Nouns for people. A compound whose last word is not here ("user service", "engineer's laptop") is a thing.
ROLES = words(
    "engineer operator developer dev admin administrator sysadmin sre dba maintainer contributor committer"
    " reviewer author"
    " approver manager director lead teammate colleague coworker employee staff contractor consultant"
    " intern trainee junior senior person people individual human man woman guy responder commander oncaller"
    " on-call oncall on-caller architect analyst technician programmer coder designer tester operative specialist"
    " officer crew team teams owner volunteer moderator founder cto ceo secretary nurse pilot"
    " electrician owner squad newcomer hire management leadership organizer organiser somebody someone"
    " everybody everyone anybody anyone deployer captain boss executive apprentice rookie freelancer staffer"
    " mechanic clerk janitor accountant auditor trader cashier receptionist"
    " scientist researcher foreman caretaker courier"
    " personnel expert professional representative rep chief department"
)
# These may be software or outsiders as well: they need a predicate that only people have.
AMBIGUOUS_ROLES = words(
    "agent member vendor supplier provider partner support author owner worker leader supervisor"
    " dispatcher group organisation organization division"
)
# Before one of those it is a person, before a manager or a controller it is a program.
OF_PEOPLE = words("support human duty shift night helpdesk desk team tech crew squad data-centre datacenter call field")
OF_PROGRAMS = words(
    "package resource lock cluster session connection window secret secrets transaction traffic queue task job memory"
    " cache password node volume buffer process service state device network-manager file data key lease pool"
)
# Those the service is for: what they do is what it must bear.
CLIENTS = words("user customer client visitor guest")
# With nothing before them they are the people who work there.
DEPARTMENTS = words(
    "security legal finance sales marketing procurement operations ops support engineering compliance accounting"
    " facilities hr purchasing logistics"
)
COLLECTIVES = words("team staff crew squad family group board committee")
# With a capital, and not somebody's name.
PRODUCTS = words(
    "kafka redis postgres mysql jenkins grafana prometheus kubernetes docker terraform ansible nginx envoy"
    " vault consul"
    " elasticsearch cassandra mongo rabbitmq airflow spark hadoop datadog pagerduty slack github gitlab aws azure"
    " cloudflare fastly akamai stripe google amazon microsoft apple oracle okta django rails java python linux"
    " windows"
    " traffic production staging support security sales legal finance nothing everything something one checkout login"
    " search payment payments billing database cache storage network software hardware data code"
)
NOT_PLURAL = words("dns less")

FIRST_NAMES = words(
    "aaron adam adrian ahmed aisha alan alejandro alex alexander alexandra ali alice alicia alina alison amanda"
    " amelia amir amit amy ana anders andrea andreas andrew andy angela anil anita anna anne anton antonio anya"
    " arjun arthur asha ashley barbara beatriz ben benjamin bjorn bob brandon brian bruno camila carl carla carlos"
    " carmen carol caroline catherine cecilia charles charlotte chloe chris christian christina christine"
    " christopher claire clara colin connor daniel daniela danny dave david deepak denise dennis derek diana diego"
    " dieter dimitri dmitri dominic donald doug edward elena eli elias elif elizabeth ella ellen emil emily emma"
    " eric erik erika esther ethan eva evan fatima felix fernando fiona florian frances francesca francisco frank"
    " fred gabriel gary george gerald giulia gloria graham greg gregory guillaume gustavo hanna hannah hans harry"
    " hassan heather heidi helen henrik henry hiroshi hugo ian ibrahim ingrid irene irina isaac isabel isabella"
    " ivan jack jacob jake jakob james jamie jan jane janet jason javier jean jeff jennifer jenny jeremy jerry"
    " jessica jim joan joanna joe johan johannes john jon jonas jonathan jorge jose joseph josh joshua juan julia"
    " julian julie jun karen karim karin karl kate katherine kathleen katie keith kelly ken kenji kevin kim klaus"
    " kumar kyle larry lars laura lauren leah lena leo leon leonardo li liam linda lisa liz louis louise lucas"
    " lucia lucy luis luke magnus manuel marc marco marcus margaret maria marie marina mario mark marta martha"
    " martin mary mateo matt matthew max maya mehmet mei melissa michael michelle miguel mike mina ming miriam"
    " mohamed mohammed monica nadia nancy naomi natalie natasha nathan neha nick nicolas nicole nikhil nina nora"
    " oleg oliver olivia omar oscar pablo pamela patricia patrick paul paula pedro peter petra phil philip pierre"
    " piotr pooja priya rachel rafael rahul raj rajesh ravi rebecca richard rick rita rob robert roberto robin"
    " roger ron rosa ross ryan sally sam samantha samir samuel sandra sanjay sara sarah scott sean sergey sergio"
    " sharon shreya simon sofia sonia sophia sophie stefan stephanie stephen steve steven sue sunil susan suresh"
    " sven svetlana sylvia tanya tariq teresa terry theo thomas tim timothy tina tobias todd tom tomas tony tyler"
    " uma valerie vanessa vera victor victoria vijay vikram vincent vladimir walter wei wendy will william xavier"
    " yan yasmin yuki yusuf yvonne zoe abdul abigail agnes akira alejandra aleksandra aleksei alexey amara anders"
    " aneta anja anneke annika antoine arun ayesha bartek bastian beata birgit bogdan boris brigitte carlo cem"
    " chandra chen claudia cristina dagmar damian dana dariusz darko deniz dilip dmitry dora dylan edith eduardo"
    " eileen elisa emeka emmanuel enrique esra eugene evelyn farah fatma filip florence frederik freya gareth"
    " geoff gerard giovanni goran greta gwen hamid harald hector helga henk hilda hiro holger ida igor ilya imran"
    " ines ingeborg ismail ivana jana jaroslav jasmine jens joao joel jochen jorgen judith juergen kamil katarina"
    " katja kavita khalid kofi krzysztof kwame lakshmi leila luca ludwig lukas maciej magda malik manoj marcel"
    " marcin margit marius marlene marta mathias matteo melanie mikael mikhail milan mira mona mustafa naveed neil"
    " nikolai niklas nils nisha noah noor oksana olaf olga omer otto pascal pavel peng philippe pradeep rachid"
    " ralf ramesh rashid renate rene reza roland roman ruth sabine sakura salma sanne santiago satoshi selma"
    " sergei shirin silvia slava soren stella stig sunita sunny susanne takashi tamara tanja tatiana tessa thijs"
    " tomasz tomoko ulrich ulrike urs vasile viktor vivek wanda werner wolfgang xin yara yasir ying yosef zara"
    " zoltan adebayo adaeze agata agnieszka aino aleks alena alfonso alma alois amina anatoly andrej andrzej anouk"
    " antonia arash arda ariel armando astrid asuka aylin ayodele babak babatunde balazs barbora bart bashir bela"
    " benedikt bernd blanka bohdan branko brenda bronwyn bruna camille caspar cathal celine chandler chidi chiara"
    " chinedu ciara cillian clemens conor corinna cosmin dalia danilo danuta darek dario deepa delphine demir devika"
    " dmytro dominika dragan duarte eamon edita edyta efe ekaterina elif elina elke elsa emre enzo ernesto eszter ewa"
    " fabian fabio farid fatou federico felicia ferenc fikret filipa folake franziska frida gabor gaurav georgi"
    " gerhard gianluca gita goncalo gosia grzegorz gudrun gunnar habib hadi hakan halima hamza hana haruto hedda heike"
    " helmut hendrik hideo hugh husain ignacio iker ilse imre inga iryna isak ishaan istvan ivo jadwiga jakub jamal"
    " janek janusz jarek jelena jiri joaquin joost jorunn josip jovana juho jyoti kaito karsten kasia katarzyna"
    " kazimierz keiko kenan khadija kinga kirsten kjell konrad kristof kyoko ladislav lamin laszlo leandro levent liang"
    " lieke lorenzo lucie ludmila maarten maja malgorzata mamadou manon manuela marek mariam marian marija marika"
    " marketa maren matej matias matthias mayumi mehdi mehwish mikolaj milena milica minh mirko miroslav monika"
    " murat nadja naoko nasrin natalia ngozi nicolae nikita nikola noemi nuno obinna ola olu oluwaseun"
    " ondrej orla orsolya osman pawel pekka pieter priscilla przemek radek radoslav rania rasmus raul ricardo rikke"
    " roisin rosalind rui ruben sabrina sadia saeed salim sander saoirse sasha sebastian seda selim"
    " sigrid sinead siobhan siv slawomir snezana solveig stanislav stefano szymon tadeusz tamas tatjana tobi"
    " tomoya tova tuomas tuulia ugo umut usha uwe vaclav valentina vasil veronika vesna viktoria vikrant vlad"
    " wojciech wim xiaoming yannick yaw yevgeny yolanda yoshi yulia zainab zbigniew zeynep zofia zsofia zuzana"
)
# Names that are words or things as well are names only beside another capital.
UNSURE_NAMES = words(
    "will mark max jack grant ray art bill rob max leo robin theo eli jun ming li jan uma scott frank ross"
)

MISTAKES = words(
    "mistake mistakes error errors typo typos blunder blunders oversight slip misjudgement misjudgment"
    " miscalculation misstep negligence carelessness incompetence inattention laziness sloppiness recklessness"
    " misunderstanding misconfiguration miscommunication mis-click misclick lapse lapses"
)
BAD = words(
    "fatal fateful disastrous catastrophic misguided ill-judged inexplicable wrong bad poor hasty careless"
    " reckless foolish stupid terrible questionable incorrect sloppy unwise rash silly"
)
CHOICES = words("decision decisions choice choices call assumption assumptions judgement judgment guess move")
JUDGEMENTS = words(
    "careless negligent sloppy lazy incompetent inattentive reckless irresponsible clumsy foolish stupid"
    " complacent unprofessional inexperienced unqualified distracted overconfident absent-minded forgetful"
    " thoughtless unaware oblivious ignorant hasty tired exhausted naive idiotic dumb unprepared asleep guilty"
    " lax slack impatient arrogant stubborn indifferent uninterested unmotivated disorganised disorganized unreliable"
    " uncooperative"
    " culpable"
)
JUDGEMENT_NOUNS = words(
    "carelessness negligence incompetence laziness sloppiness recklessness complacency stupidity inattention"
)
OUTAGES = words(
    "outage incident problem issue failure bug crash breakage downtime disruption regression error errors mess"
    " leak breach accident degradation misconfiguration"
)
# Abstract nouns that stand for somebody's effort: "more care should have been taken".
EFFORTS = words(
    "care thought attention communication coordination diligence consideration caution planning vigilance scrutiny"
)
HANDLED = EFFORTS | words(
    "response reaction escalation review handling decision rollout preparation reporting triage documentation"
)
OWN_WORK = words(
    "change changes commit commits deploy deployment command script push merge edit update action actions pr patch fix"
)
FOOLS = words("idiot fool moron dummy incompetent amateur")
OWN_FAULTS = words(
    "overconfidence indecision ignorance insistence hesitation impatience arrogance stubbornness haste hubris"
    " indifference"
    " complacency recklessness laziness sloppiness stupidity inattention inexperience reluctance disregard"
    " forgetfulness slowness"
    " tardiness passivity inaction inertia misuse abuse mishandling mismanagement neglect omission doing ego"
    " pride hesitancy"
    " fault mistake mistakes negligence carelessness oversight bad incompetence blunder misunderstanding misjudgement"
)
