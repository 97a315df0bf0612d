using SignGateway.Uploads;

namespace SignGateway.Privacy;

/// <summary>Which records may be forgotten. Whatever it says, one that the sweep still looks at is not among them.</summary>
/// <param name="State">Those in this state; null for those that are erased, whatever state they are in.</param>
/// <param name="OverBefore">Their grants ended before this: nothing can come of them any more.</param>
/// <param name="EndedBefore">They came to their end before this.</param>
/// <param name="Keeping">Profiles that keep the objects of what was deleted: those records stay with them.</param>
public sealed record Forgettable(UploadState? State, DateTimeOffset OverBefore, DateTimeOffset EndedBefore, IReadOnlyList<string> Keeping);
