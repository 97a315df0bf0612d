namespace SignGateway.Doctor.Oss;

/// <summary>What keeps OSS from looking at anything else in a request. Each has one check that tells of it; the others leave it at a word.</summary>
internal enum Obstacle
{
    None,
    Unreachable,
    Clock,
    Credentials,
    Region,
    Bucket,
}
