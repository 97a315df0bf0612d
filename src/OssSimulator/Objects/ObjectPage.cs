namespace OssSimulator.Objects;

/// <summary>One page of a list.</summary>
/// <param name="Groups">What the keys have in common that were put together by a delimiter.</param>
/// <param name="Last">The last key or group on it, if there is more behind it.</param>
internal sealed record ObjectPage(IReadOnlyList<ObjectMetadata> Objects, IReadOnlyList<string> Groups, string? Last);
