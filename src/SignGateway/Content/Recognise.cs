namespace SignGateway.Content;

/// <summary>Whether the first bytes of a file are those of a format.</summary>
internal delegate bool Recognise(ReadOnlySpan<byte> start);
