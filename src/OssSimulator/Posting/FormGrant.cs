using OssSimulator.Policies;
using OssSimulator.Signing;

namespace OssSimulator.Posting;

/// <summary>What a form may do: who signed it, and how large its file may be.</summary>
internal sealed record FormGrant(KnownKey Signer, SizeRange Size);
