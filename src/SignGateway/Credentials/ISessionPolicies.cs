namespace SignGateway.Credentials;

/// <summary>What a session is allowed. Who knows buckets and prefixes tells it; this slice does not.</summary>
internal interface ISessionPolicies
{
    /// <summary>
    /// The policy for the credentials of that name: a profile's, or the empty one for all profiles without credentials of their own.
    /// Asked when a source is first used, not while options are checked.
    /// </summary>
    string PolicyFor(string name);
}
