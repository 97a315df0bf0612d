namespace OssSimulator.Parts;

/// <summary>A part that an object is to be made of, as the client knows it.</summary>
internal sealed record WantedPart(int Number, string ETag);
