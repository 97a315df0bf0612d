namespace SignGateway.Fuzz.Tests;

/// <summary>A case that the gateway did not stand.</summary>
internal sealed class FuzzException(string message, Exception? inner = null) : Exception(message, inner);
