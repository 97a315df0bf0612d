namespace OssSimulator.Permissions;

/// <summary>One thing that someone wants to do.</summary>
/// <param name="Action">For example <c>oss:PutObject</c>.</param>
/// <param name="Resource">For example <c>acs:oss:oss-cn-hangzhou:1000000000000000:bucket/key</c>.</param>
/// <param name="Prefix">What a list is narrowed to; lists only.</param>
/// <param name="At">When.</param>
internal sealed record RamAccess(string Action, string Resource, string? Prefix = null, DateTimeOffset At = default);
