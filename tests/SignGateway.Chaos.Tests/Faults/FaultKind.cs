namespace SignGateway.Chaos.Tests.Faults;

internal enum FaultKind
{
    DropCallbacks,
    DelayCallbacks,
    RepeatCallbacks,

    /// <summary>Callbacks go to both replicas at once.</summary>
    ScatterCallbacks,

    /// <summary>Looks at objects hang while their callbacks arrive late.</summary>
    HangLooks,

    /// <summary>Looks at objects, and deletes of them, are refused.</summary>
    RefuseObjects,
    KillReplica,
    KillRedis,
    KillPostgres,
}
