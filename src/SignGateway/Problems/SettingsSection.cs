namespace SignGateway.Problems;

/// <summary>Options that are in force, for whoever shows them.</summary>
/// <param name="Section">The section they are read from.</param>
/// <param name="Options">Finds them; text that is not <see cref="HarmlessAttribute">harmless</see> is shown to nobody.</param>
public sealed record SettingsSection(string Section, Func<IServiceProvider, object> Options);
