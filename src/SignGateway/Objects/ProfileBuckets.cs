namespace SignGateway.Objects;

/// <summary>The profiles whose section <c>Oss</c> names a bucket of their own. It stands for itself: nothing is taken over from <c>SignGateway:Oss</c>.</summary>
/// <param name="Names">The profiles' names.</param>
public sealed record ProfileBuckets(IReadOnlySet<string> Names);
