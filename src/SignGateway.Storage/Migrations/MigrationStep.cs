namespace SignGateway.Storage.Migrations;

/// <summary>Every way in which one step of a migration can end.</summary>
internal abstract record MigrationStep
{
    private MigrationStep()
    {
    }

    /// <summary>A script ran.</summary>
    public sealed record Ran(string Name) : MigrationStep;

    /// <summary>The next script has to run outside a transaction.</summary>
    public sealed record RunAlone(Migration Script) : MigrationStep;

    /// <summary>Somebody else migrates, or has just done it.</summary>
    public sealed record Locked : MigrationStep;

    /// <summary>There is nothing left to run.</summary>
    public sealed record Nothing : MigrationStep;
}
