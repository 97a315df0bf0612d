namespace SignGateway.Events.Addresses;

/// <summary>A connection that is not made. It travels through the HTTP client, which knows no other way to be told.</summary>
internal sealed class AddressRefusedException(string reason) : Exception(reason);
