namespace OssSimulator.Sts;

/// <summary>One call of STS, and what came of it.</summary>
/// <param name="Time">By the clock of the simulator, offset included.</param>
/// <param name="Status">The answer's status; none if the connection was dropped instead.</param>
/// <param name="Code">The error code, if it was refused.</param>
/// <param name="IssuedKeyId">The access key id that was issued, if one was.</param>
public sealed record StsCall(
    DateTimeOffset Time, string? Action, string? RoleArn, string? RoleSessionName, int? Status, string? Code, string? IssuedKeyId);
