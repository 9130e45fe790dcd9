"""Words that may be rare in a small collection and say nothing all the same: numbers, times, what every report says."""

DULL = """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
    mon tue wed thu fri sat sun utc gmt bst pdt pst cet cest today yesterday tomorrow morning afternoon evening night
    midnight noon weekend day days week weeks month months year years hour hours minute minutes second seconds
    one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million
    first third fourth last next once twice half quarter percent zero none both either neither another other others
    also already always never often soon later earlier ago still yet again since until within without during while
    about above below between among across around behind before after outside inside along away back far near
    every each all any some few many most several much more less least enough only just even almost quite rather very
    make makes made making take takes took taken taking give gives gave given get gets got go goes went gone going
    come comes came coming see sees saw seen seeing say says said saying tell tells told know knows knew known
    need needs needed want wants wanted use uses used using try tries tried trying keep keeps kept keeping
    hold holds held holding let lets put puts set sets find finds found finding look looks looked looking
    begin begins began begun start starts started starting stop stops stopped end ends ended ending
    show shows showed shown send sends sent call calls called ask asks asked turn turns turned turning
    work works worked working run runs ran running happen happens happened happening become became seem seemed
    carry carries carried share shares shared report reports reported reporting notice noticed
    new old big small large long short high low good bad better worse best worst right wrong same different
    true false whole own sure able possible likely unable able full able far like thing things way ways
    people person somebody nobody everybody someone anyone everyone team teams user users customer customers engineer
    engineers support company part parts kind kinds case cases point points number numbers time times place places
    cause causes caused causing issue issues problem problems incident incidents outage outages impact impacted affected
    result results resulting reason reasons effect effects change changes changed changing fix fixes fixed fixing
    error errors failure failures fail fails failed failing resolve resolved resolution recover recovered
    detect detected detection investigate investigated investigation identify identified mitigate mitigated
    action actions item items summary timeline background conclusion lesson lessons learned section detail details
    root well lucky what when where which who why how that this these those there here then than thus hence because
    however therefore although though unless whether despite instead otherwise meanwhile finally eventually
    add adds added adding check checks checked checking could would should might must cannot clear cleared success
    pager page paged graph graphs dashboard message messages answer answered answers wait waits waited waiting
    immediately quickly slowly initially previously recently currently approximately actually manually
""".split()  # noqa: SIM905 (one reads better than three hundred)
