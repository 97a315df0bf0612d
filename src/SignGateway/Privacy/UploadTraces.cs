namespace SignGateway.Privacy;

/// <summary>What is kept beside one upload's record.</summary>
/// <param name="Events">Events on their way, delivered ones and dead letters.</param>
/// <param name="History">Entries of its history.</param>
/// <param name="Answers">Answers of the application.</param>
public sealed record UploadTraces(long Events, long History, long Answers);
