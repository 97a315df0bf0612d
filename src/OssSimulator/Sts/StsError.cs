namespace OssSimulator.Sts;

/// <summary>A refusal by STS.</summary>
internal sealed record StsError(int Status, string Code, string Message);
