namespace SignGateway.Packages.Tests.Threats;

/// <summary>One row of a threat table.</summary>
/// <param name="Name">Its first cell.</param>
/// <param name="Guards">The types that stop it.</param>
/// <param name="Tests">What proves it: class and method.</param>
public sealed record Threat(string Name, IReadOnlyList<string> Guards, IReadOnlyList<string> Tests)
{
    public override string ToString() => Name;
}
