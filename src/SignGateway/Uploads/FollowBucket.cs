using SignGateway.Objects;

namespace SignGateway.Uploads;

/// <summary>What a look at its object makes of a stored or rejected record. The bucket is right: the record follows it.</summary>
public sealed class FollowBucket
{
    private readonly LookSchedule _schedule;

    /// <summary>Plans the next look with this schedule.</summary>
    public FollowBucket(LookSchedule schedule) => _schedule = schedule;

    /// <summary>The record after the look.</summary>
    public UploadRecord Apply(UploadRecord upload, ObjectLook look, DateTimeOffset now) => look switch
    {
        ObjectLook.Agrees(var head, _) => Proved(upload, head, now),
        ObjectLook.Differs or ObjectLook.Foreign => Planned(upload with { State = UploadState.Rejected }, now),
        // It was the last one.
        ObjectLook.Unavailable when upload is { State: UploadState.Stored, Evidence: Evidence.Object } => upload with { LookAt = _schedule.Soon(now) },
        // Not yet, as long as the form can still be on its way.
        ObjectLook.Absent when _schedule.IsOver(upload, now) => Planned(upload with { State = UploadState.Deleted }, now),
        _ => Planned(upload, now),
    };

    private UploadRecord Planned(UploadRecord upload, DateTimeOffset now) => upload with { LookAt = _schedule.Next(upload, now) };

    private UploadRecord Proved(UploadRecord upload, ObjectHead head, DateTimeOffset now)
    {
        var same = upload.Size == head.Size && upload.ETag == head.ETag;
        var proved = upload with
        {
            State = UploadState.Stored,
            Size = head.Size,
            ETag = head.ETag,
            Crc64 = head.Crc64,
            Image = same ? upload.Image : null,
            Evidence = Evidence.Object,
        };
        proved = Planned(proved, now);
        // The answer of a callback that told of another object would be a lie from now on.
        return same ? proved : proved with { Answer = UploadJson.ToText(proved) };
    }
}
