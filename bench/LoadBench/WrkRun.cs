namespace LoadBench;

/// <summary>What wrk saw.</summary>
/// <param name="Rate">Answers per second.</param>
/// <param name="Requests">All answers.</param>
/// <param name="P99">Milliseconds that 99 of 100 answers did not exceed.</param>
internal sealed record WrkRun(double Rate, int Requests, double P99);
