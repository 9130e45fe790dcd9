"""The failure modes that Debrief comes with: name → what belongs to it, and words of a text that suggest it."""

FAILURE_MODES: dict[str, tuple[str, tuple[str, ...]]] = {
    "Configuration change": (
        "A setting, flag or rule was changed and did something nobody wanted.",
        ("configuration", "config change", "misconfigured", "wrong setting", "feature flag", "default value", "typo"),
    ),
    "Faulty release": (
        "New code or a new version brought the fault with it.",
        ("release", "rollback", "rolled back", "regression", "deploy", "new version", "bad build"),
    ),
    "Capacity exhausted": (
        "A pool, disk, quota or queue was full and nothing gave way.",
        (
            "connection pool",
            "exhausted",
            "out of memory",
            "disk full",
            "quota",
            "limit reached",
            "no space",
        ),
    ),
    "Load beyond what was planned": (
        "More came than the system was built for, or it came all at once.",
        ("traffic peak", "spike", "overload", "thundering herd", "retry storm", "campaign", "surge"),
    ),
    "Dependency failed": (
        "Something this depends on stopped, slowed down or changed its answers.",
        ("third party", "upstream", "provider outage", "vendor", "external api", "dependency", "cloud provider"),
    ),
    "Certificate or credential expired": (
        "A certificate, key, token or licence ran out unnoticed.",
        ("certificate", "expired", "renewal", "tls", "credential", "token expired", "secret rotation"),
    ),
    "Data migration": (
        "Changing the shape or the place of data locked, lost or broke it.",
        ("migration", "schema", "locked table", "backfill", "index rebuild", "alter table", "replication lag"),
    ),
    "Network or name resolution": (
        "Machines were well and could not reach each other.",
        ("dns", "network partition", "packet loss", "routing", "load balancer", "firewall", "name server"),
    ),
    "Failover did not work": (
        "The spare part was there, and taking over failed or made it worse.",
        ("failover", "standby", "replica", "split brain", "leader election", "switchover", "redundancy"),
    ),
    "Lost or corrupted data": (
        "What was stored is gone, wrong or stored twice.",
        ("corrupted", "data loss", "duplicate", "overwritten", "deleted", "restore from backup", "inconsistent"),
    ),
    "Timing and concurrency": (
        "Right alone and wrong together: races, deadlocks, clocks, time-outs that do not fit.",
        ("race condition", "deadlock", "timeout", "lock", "concurrency", "clock", "leap", "stale cache"),
    ),
    "Silent monitoring": (
        "It failed long before anybody was told.",
        ("no alert", "alert did not fire", "unnoticed", "monitoring gap", "silenced", "false negative"),
    ),
    "Security breach or exposure": (
        "Somebody could read, change or do what they should not.",
        ("leaked", "vulnerability", "unauthorised", "unauthorized", "phishing", "exposed", "compromised", "exploit"),
    ),
}
