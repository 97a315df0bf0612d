namespace SignGateway.Telemetry;

/// <summary>What a replica does with a key.</summary>
public enum KeyUse
{
    /// <summary>It signs or seals with it.</summary>
    Signs,

    /// <summary>It takes what was signed with it.</summary>
    Accepts,

    /// <summary>It reads old objects with it.</summary>
    Archive,
}
