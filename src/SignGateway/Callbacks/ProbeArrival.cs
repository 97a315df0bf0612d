namespace SignGateway.Callbacks;

/// <summary>What a gateway says of a probe that reached it on the callback route: as it arrived, not as it was sent.</summary>
/// <param name="Path">The path of the raw request target.</param>
/// <param name="Query">The raw query with its <c>?</c>, or empty.</param>
/// <param name="PathBase">The prefix that the gateway believes was taken off on the way.</param>
/// <param name="Paths">The paths under which this gateway holds signatures against a callback, beside the one that arrives.</param>
/// <param name="Authorization">What was in the header.</param>
/// <param name="KeyUrl">Whether <c>x-oss-pub-key-url</c> was there as the doctor sends it.</param>
/// <param name="BodyDigest">SHA-256 of the body, in hex.</param>
/// <param name="Protocol">The version of HTTP in which the last hop spoke.</param>
internal sealed record ProbeArrival(
    string Path, string Query, string PathBase, IReadOnlyList<string> Paths, ProbeHeader Authorization, bool KeyUrl, string BodyDigest, string Protocol);
