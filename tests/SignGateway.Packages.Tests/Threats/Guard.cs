namespace SignGateway.Packages.Tests.Threats;

/// <summary>One entry of tests/guards/guards.json: an expression that stops a threat, what switches it off, and the test that notices.</summary>
/// <param name="Threat">A row of docs/security.md.</param>
/// <param name="File">Where it is.</param>
/// <param name="Text">The expression between « and », with as much around it as makes it the only one in its file.</param>
/// <param name="Off">The expression that lets the threat through.</param>
/// <param name="Project">The test's project.</param>
/// <param name="Test">Class and method.</param>
public sealed record Guard(string Threat, string File, [property: System.Text.Json.Serialization.JsonPropertyName("guard")] string Text, string Off, string Project, string Test);
