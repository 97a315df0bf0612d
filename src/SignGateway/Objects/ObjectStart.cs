namespace SignGateway.Objects;

/// <summary>The first bytes of an object.</summary>
/// <param name="Bytes">As many as were asked for, or all that there are.</param>
/// <param name="ETag">Whose they are, without quotes.</param>
public sealed record ObjectStart(ReadOnlyMemory<byte> Bytes, string ETag);
